#include "tests/core/doc/update/random_commands.h"

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk::test {
namespace {

// A command as it is made without arguments.
template <class... Cs>
void take_from_group(std::size_t kind, Command& command, const std::variant<Cs...>*) {
    ((kind_of<Cs> == kind ? static_cast<void>(command = Cs{}) : static_cast<void>(0)), ...);
}

template <class... Groups>
Command plain_command(std::size_t kind, const std::variant<Groups...>*) {
    Command command = EndGesture{};
    (take_from_group(kind, command, static_cast<const Groups*>(nullptr)), ...);
    return command;
}

Command plain_command(std::size_t kind) { return plain_command(kind, static_cast<const CommandGroups*>(nullptr)); }

}  // namespace

Geometry CommandSource::geometry() {
    const auto pair = [&](std::int64_t low) { return Pair{low + small() % 4, low + small() % 4}; };
    Geometry g{.kernel = pair(1), .stride = pair(1), .ceil_mode = chance(2)};
    if (chance(3)) g.dilation = pair(1);
    if (chance(3)) g.pads = {small() % 3, small() % 3, small() % 3, small() % 3};
    if (chance(6)) g.kernel = {whole(), whole()};
    if (chance(6)) g.stride = {whole(), whole()};
    if (chance(12)) g.dilation = {whole(), whole()};
    if (chance(12)) g.pads = {whole(), whole(), whole(), whole()};
    return g;
}

Shape CommandSource::shape() {
    if (chance(6)) return {whole(), whole(), whole(), most};
    if (chance(6)) return {1, 1, std::int64_t{1} << 20, std::int64_t{1} << 20};
    return {1 + small() % 3, 1 + small() % 3, 1 + small() % 6, 1 + small() % 6};
}

AnyTensor CommandSource::tensor() {
    if (chance(10)) return {};
    const Shape s{1 + static_cast<std::int64_t>(random_() % 2), 1 + static_cast<std::int64_t>(random_() % 3),
                  1 + static_cast<std::int64_t>(random_() % 6), 1 + static_cast<std::int64_t>(random_() % 6)};
    std::vector<double> values(static_cast<std::size_t>(s.cells()));
    for (double& v : values) v = real();
    return make_tensor(chance(2) ? DType::Float32 : DType::Float64, s, values);
}

Document CommandSource::document() {
    Document d = overlapping(1 + static_cast<std::int64_t>(random_() % 3));
    if (chance(2)) d.input = tensor();
    if (chance(2)) d.geometry = geometry();
    d.rules = rules();
    d.method = method_under(methods()[random_() % methods().size()].name, d.rules);
    if (chance(4)) d.network = network();
    return d;
}

SessionFile CommandSource::session() {
    SessionFile s{.document = document()};
    s.view.plane = whole();
    s.view.pinned = cell();
    s.view.selected_to = place();
    s.view.camera = {real(), real(), real()};
    s.view.check.h = real();
    if (chance(2)) s.view.network_pinned = network_cell();
    s.play = {.done = whole(),
              .columns_done = whole(),
              .playing = chance(2),
              .speed_steps_per_s = real(),
              .waited_s = real(),
              .by = row<StepBy>(2),
              .forward_only = chance(2),
              .network_done = whole(),
              .network_by = row<NetworkBy>(3)};
    if (chance(2)) s.claim = ClaimedGradient{"claimed", tensor()};
    return s;
}

LessonReply CommandSource::reply() {
    if (chance(3)) return cell().value_or(CellRef{});
    return chance(2) ? LessonReply(ChosenOption{static_cast<std::size_t>(small())}) : LessonReply(real());
}

LessonAnswer CommandSource::answer() {
    LessonAnswer answer{.right = {reply()}, .options = {"a", "b", "c"}, .hints = {{reply(), "hint"}}, .hint = "hint"};
    if (chance(2)) answer.of = cell();
    return answer;
}

std::shared_ptr<const Lesson> CommandSource::lesson() {
    if (chance(8)) return nullptr;
    auto lesson = std::make_shared<Lesson>();
    lesson->start = overlapping(1 + static_cast<std::int64_t>(random_() % 3));
    for (std::uint64_t i = random_() % 4; i-- > 0;) {
        lesson->pages.push_back(
            {.question = chance(2) ? "asked" : "", .answer = {}, .sentence = "said", .action = {}});
        if (chance(2)) lesson->pages.back().answer = answer();
        if (chance(2)) lesson->pages.back().action = {PlayTo{small()}, SetRules{rules()}};
        if (chance(2)) lesson->pages.back().action.push_back(TogglePlay{});
    }
    lesson->learned.assign(random_() % 4, "learned");
    if (chance(2)) lesson->name = "any";
    return lesson;
}

NetworkSetup CommandSource::network() {
    NetworkSetup setup = default_setup();
    setup.samples.resize(chance(6) ? 0 : 1 + random_() % 4);
    if (chance(3)) setup.seed = whole();
    setup.epochs = chance(2) ? 1 + small() % 6 : whole();
    if (chance(3)) setup.rate = real();
    setup.tie = row<TieRule>(tie_rules().size());
    if (chance(3)) setup.start = Weights{};
    if (setup.start) setup.start->kernel(1, 1) = real();
    return setup;
}

Command CommandSource::document_command(std::size_t kind) {
    switch (kind) {
        case kind_of<SetGeometry>: return SetGeometry{geometry(), chance(2)};
        case kind_of<SetRules>: return SetRules{rules()};
        case kind_of<SetMethod>:
            return SetMethod{chance(9) ? "none" : std::string(methods()[random_() % methods().size()].name)};
        case kind_of<SetBaseline>: return SetBaseline{chance(2)};
        case kind_of<SetCells>: {
            SetCells cells{grid(), {}, chance(2)};
            for (int i = static_cast<int>(random_() % 4); i >= 0; --i)
                cells.cells.push_back({small(), place(), real()});
            return cells;
        }
        case kind_of<SetInput>: return SetInput{"any", tensor()};
        case kind_of<SetGradOutput>: return SetGradOutput{tensor()};
        case kind_of<SetLayout>: return SetLayout{row<AxisOrder>(2)};
        case kind_of<Resize>: return Resize{shape()};
        case kind_of<Randomize>: return Randomize{row<RandomKind>(3), random_()};
        case kind_of<OpenDocument>: return OpenDocument{document(), chance(2) ? "" : "file", chance(2)};
        case kind_of<OpenSession>: return OpenSession{session(), "file", chance(2)};
        case kind_of<WatchFile>: return WatchFile{chance(2)};
        case kind_of<ReadAgain>: {
            ReadAgain again{.is_array = chance(2)};
            if (chance(2)) again.grad_output = tensor();
            if (chance(2)) again.document = document();
            else again.claim = ClaimedGradient{"claimed", tensor(), "file"};
            return again;
        }
        default: return walk_command(kind);
    }
}

Command CommandSource::walk_command(std::size_t kind) {
    switch (kind) {
        case kind_of<Seek>: return Seek{whole()};
        case kind_of<SeekMoment>: return SeekMoment{whole(), real()};
        case kind_of<StepOn>: return StepOn{whole()};
        case kind_of<StepRow>: return StepRow{whole()};
        case kind_of<PlayTo>: return PlayTo{whole()};
        case kind_of<ChangeSpeed>: return ChangeSpeed{real()};
        case kind_of<SetSpeed>: return SetSpeed{real()};
        case kind_of<Tick>: return Tick{real()};
        case kind_of<SetStepBy>: return SetStepBy{row<StepBy>(2)};
        case kind_of<SetForwardOnly>: return SetForwardOnly{chance(2)};
        case kind_of<SetWorkspace>: return SetWorkspace{row<Workspace>(workspaces().size())};
        case kind_of<SetReference>: return SetReference{rules()};
        case kind_of<WalkTile>: return WalkTile{rules()};
        case kind_of<SetCheck>:
            return SetCheck{{real(), row<DType>(2), chance(2) ? std::optional(real()) : std::nullopt}};
        case kind_of<SetNetwork>: return SetNetwork{network(), chance(2)};
        case kind_of<SetNetworkBy>: return SetNetworkBy{row<NetworkBy>(3)};
        case kind_of<PinNetwork>: return PinNetwork{network_cell()};
        case kind_of<SetClaim>: return SetClaim{"claimed", tensor()};
        default: return view_command(kind);
    }
}

Command CommandSource::view_command(std::size_t kind) {
    switch (kind) {
        case kind_of<HideGrid>: return HideGrid{grid(), chance(2)};
        case kind_of<HideAnswers>: return HideAnswers{chance(2)};
        case kind_of<SetPresentation>: return SetPresentation{chance(2)};
        case kind_of<FoldPanels>: return FoldPanels{row<Side>(3), chance(2)};
        case kind_of<SetPredict>: return SetPredict{!chance(4)};
        case kind_of<Predict>: return Predict{chance(4) ? std::nullopt : std::optional(place())};
        case kind_of<ChoosePlane>: return ChoosePlane{whole()};
        case kind_of<Hover>: return Hover{cell()};
        case kind_of<Pin>: return Pin{cell()};
        case kind_of<SelectTo>: return SelectTo{place()};
        case kind_of<MovePin>: return MovePin{whole(), whole()};
        case kind_of<SetCamera>: return SetCamera{{real(), real(), real()}};
        case kind_of<SetTheme>: return SetTheme{row<Theme>(2)};
        case kind_of<SetColormap>: return SetColormap{static_cast<std::uint8_t>(random_())};
        case kind_of<SetMask>: return SetMask{row<Mask>(masks().size())};
        case kind_of<SetYShows>: return SetYShows{row<YShows>(y_choices().size())};
        case kind_of<SetScale>: return SetScale{real()};
        case kind_of<FitScale>: return FitScale{real(), real()};
        case kind_of<SetReducedMotion>: return SetReducedMotion{chance(2)};
        case kind_of<StartLesson>: return StartLesson{lesson(), "file"};
        case kind_of<AnswerLesson>: return AnswerLesson{reply()};
        case kind_of<Saved>: return Saved{"file", random_() % 400};
        case kind_of<SaveAs>: return SaveAs{"file", chance(2)};
        case kind_of<Ask>:
            return Ask{{.kind = row<QuestionKind>(5), .path = "file", .about = {}, .then = OpenExample{"none"}}};
        case kind_of<Answer>: return Answer{row<Reply>(3)};
        case kind_of<ShowKeys>: return ShowKeys{chance(2)};
        case kind_of<ShowWelcome>: return ShowWelcome{chance(2)};
        case kind_of<ShowAllSettings>: return ShowAllSettings{chance(2)};
        case kind_of<ShowAbout>: return ShowAbout{chance(2)};
        case kind_of<ShowExport>: return ShowExport{chance(2)};
        case kind_of<SetExportLook>: return SetExportLook{{chance(2), row<FigureGround>(3), chance(2), whole()}};
        case kind_of<CopyLink>: return CopyLink{};
        case kind_of<CopyCells>: return CopyCells{row<CopyAs>(3)};
        case kind_of<ExportFile>: return ExportFile{"nowhere", chance(2)};
        case kind_of<ShowFiles>: return ShowFiles{chance(2), "folder", row<FilesFor>(3)};
        case kind_of<Tell>: return Tell{"said", chance(2)};
        case kind_of<OpenFile>: return OpenFile{"nowhere"};
        case kind_of<OpenClaim>: return OpenClaim{"nowhere"};
        case kind_of<OpenExample>: return OpenExample{"none"};
        default: return plain_command(kind);
    }
}

Command CommandSource::of_kind(std::size_t kind) { return document_command(kind); }

}  // namespace poolwalk::test
