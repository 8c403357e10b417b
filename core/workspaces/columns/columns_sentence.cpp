#include "core/workspaces/columns/columns_sentence.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/base/number_text.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_listed = 9;

std::string text(std::int64_t number) { return std::to_string(number); }

std::string counted(std::int64_t count, const char* one, const char* many) {
    return text(count) + " " + (count == 1 ? one : many);
}

std::string cell_text(GridId grid, Place at) { return std::string(symbol_of(grid)) + place_text(at); }

// "1, 2, 4 and 5"; `more` items than these are counted.
std::string list_of(const std::vector<std::string>& items, std::int64_t more = 0) {
    std::string list;
    for (std::size_t i = 0; i < items.size(); ++i)
        list += (i == 0 ? "" : i + 1 == items.size() && more == 0 ? " and " : ", ") + items[i];
    return more > 0 ? list + " and " + text(more) + " more" : list;
}

std::string list_of(const std::vector<std::int64_t>& numbers) {
    const auto shown = std::min<std::int64_t>(std::ssize(numbers), max_listed);
    std::vector<std::string> items;
    for (const std::int64_t number : std::span(numbers).first(static_cast<std::size_t>(shown)))
        items.push_back(text(number));
    return list_of(items, std::ssize(numbers) - shown);
}

std::string rows_text(const std::vector<std::int64_t>& rows) {
    return (rows.size() == 1 ? "row " : "rows ") + list_of(rows);
}

struct Teller {
    const AppState& state;
    PoolView view;
    ColumnsPlan plan;
    ColumnsStep step;
    const Step& engine;
    ColumnPlace place;
    PooledColumn look;
    StepWords words;

    void say(std::string sentence) { words.lines.push_back(std::move(sentence)); }
    std::string cell_of(std::int64_t row) const {
        return cell_text(GridId::Input, slot_of(plan, {row, step.column}));
    }
    std::string of_window(const char* symbol) const { return symbol + place_text(place.window); }
};

void say_gather(Teller& t) {
    const std::int64_t rows = t.plan.rows(), padding = rows - t.engine.cells;
    const bool all = rows <= max_listed + 1;
    std::vector<std::string> entries;
    for (std::int64_t i = 0; i < (all ? rows : max_listed); ++i)
        entries.push_back(number_text(entry_at(t.view, t.plan, {i, t.step.column}), 4));
    const std::string rest = all ? "" : " and so on";
    t.say("Window " + place_text(t.place.window) + " is copied, row by row, into column " + text(t.step.column) +
          ": " + list_of(entries) + rest + ".");
    if (padding > 0) t.say(counted(padding, "entry lies", "entries lie") + " on padding: -∞, which never wins.");
    t.say("X itself stays as it is; a cell that several windows hold is copied once for each of them.");
    if (t.plan.columns() > 1)
        t.say("The code fills the matrix a row at a time, in all columns at once; the matrix is the same.");
}

void say_argmax(Teller& t) {
    const std::string maximum = number_text(t.look.maximum, 6);
    const bool is_nan = std::isnan(t.look.maximum);
    if (t.look.maxima.empty())
        t.say(is_nan ? "An entry is NaN, and NaN equals nothing: no row matches."
                     : "The column is padding alone, so there is no argmax.");
    else if (is_nan)
        t.say("NaN beats every number: of column " + text(t.step.column) + " " + rows_text(t.look.maxima) +
              (t.look.maxima.size() == 1 ? " is NaN." : " are NaN."));
    else if (t.look.maxima.size() == 1)
        t.say("The largest entry of column " + text(t.step.column) + " is " + maximum + " in row " +
              text(t.look.argmax) + ", the copy of " + t.cell_of(t.look.argmax) + ".");
    else
        t.say("The largest entry " + maximum + " of column " + text(t.step.column) + " occurs in " +
              rows_text(t.look.maxima) + ".");
    if (t.look.maxima.size() > 1) {
        const Rules& rules = t.state.document.rules;
        const RuleText& rule = tie_in_window(rules, is_nan) != rules.tie ? row(rules.nan).text : row(rules.tie).text;
        t.say("Rule " + std::string(rule.label) + ": " + std::string(rule.help) + ". Here " +
              rows_text(t.look.receivers) + ".");
    }
    t.say("So " + t.of_window("Y") + " = " + maximum + ".");
}

void say_scatter(Teller& t) {
    if (!t.look.grad_output)
        return t.say("dY is smaller than Y: this window has no gradient, and its column stays 0.");
    const std::string dy = t.of_window("dY") + " = " + short_text(*t.look.grad_output);
    if (t.look.receivers.empty()) return t.say("No row was chosen, so " + dy + " is written nowhere.");
    if (t.look.receivers.size() == 1)
        t.say(dy + " is written into row " + text(t.look.receivers.front()) + " of column " + text(t.step.column) +
              ", where the maximum was.");
    else if (row(t.state.document.rules.tie).shares)
        t.say(dy + " is shared: " + short_text(t.look.share) + " is written into each of " +
              rows_text(t.look.receivers) + ".");
    else t.say(dy + " is written in full into each of " + rows_text(t.look.receivers) + ".");
    const std::int64_t others = t.plan.rows() - static_cast<std::int64_t>(t.look.receivers.size());
    if (others > 0) t.say("The other " + counted(others, "entry stays", "entries stay") + " 0.");
}

void say_col2im(Teller& t) {
    const Document& doc = t.state.document;
    const Step& engine = t.engine;
    const OverlapRow& overlap = row(doc.rules.overlap);
    if (!engine.grad_output) return t.say("This column has no gradient: nothing is added.");
    const std::string window = "the cells of window " + place_text(t.place.window);
    if (overlap.adds)
        t.say("Column " + text(t.step.column) + " of dX_col is added back to " + window +
              "; its zeros change nothing.");
    else if (overlap.clears_window)
        t.say("Under rule " + std::string(overlap.text.label) + " the whole column replaces " + window +
              ", zeros too.");
    else t.say("Under rule " + std::string(overlap.text.label) + " the chosen entry replaces what its cell held.");
    for (const Contribution& r : engine.contributions)
        t.words.sums.push_back(
            cell_text(GridId::GradInput, r.cell) + " ← " +
            (overlap.adds ? short_text(r.before) + " + " + short_text(r.amount) + " = " + short_text(r.after)
                          : short_text(r.amount)));
    if (engine.overwritten != 0)
        t.say("The value that was there, " + short_text(engine.overwritten) + ", is overwritten and lost.");
    if (engine.contributions.size() != 1) return;
    const std::int64_t more =
        count_windows_after(t.plan.geometry, t.plan.output, engine.contributions.front().cell, t.place.window);
    t.words.after = more == 0 ? "no later column holds this cell"
                              : counted(more, "later column holds this cell", "later columns hold this cell");
}

StepWords words_before(const ColumnsPlan& plan) {
    StepWords words;
    words.heading = "BEFORE THE FIRST STEP";
    words.lines = {counted(plan.columns(), "window becomes a column", "windows become columns") + " of " +
                       counted(plan.rows(), "entry", "entries") + "; the largest of each is Y.",
                   "Then dY is written at the same rows into dX_col, and col2im adds every column back to X's cells.",
                   "Point at a cell of X: all its copies light up. Space plays."};
    return words;
}

std::string upper(std::string_view name) {
    std::string text(name);
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

// Budgets are sums, so the part between two of them is their difference.
void add_between(Budget& sum, const Budget& from, const Budget& to) {
    for (double Budget::*part : {&Budget::in, &Budget::out, &Budget::made, &Budget::overwritten,
                                 &Budget::dropped_for_nan, &Budget::on_padding, &Budget::rounding})
        sum.*part += std::isfinite(from.*part) ? to.*part - from.*part : to.*part;
    sum.windows += to.windows - from.windows;
}

}  // namespace

StepWords columns_words_of(const AppState& state, const std::optional<Step>& engine) {
    const ColumnsPlan plan = columns_plan_of(state);
    const auto step = current_columns_step(state);
    if (!step) return words_before(plan);
    const PoolView view = view_of(state.document);
    Teller t{
        state, view, plan, *step, *engine, place_of_column(plan, step->column), pooled_column(view, plan, *engine),
        {}};
    t.words.backward = row(step->phase).backward;
    t.words.heading =
        upper(row(step->phase).name) + " · COLUMN " + text(step->column) + " · WINDOW " + place_text(t.place.window);
    if (plan.input.planes() > 1)
        t.words.heading += " · N " + text(t.place.plane / plan.input.c) + " C " + text(t.place.plane % plan.input.c);
    switch (step->phase) {
        case ColumnsPhase::Gather: say_gather(t); break;
        case ColumnsPhase::Argmax: say_argmax(t); break;
        case ColumnsPhase::Scatter: say_scatter(t); break;
        case ColumnsPhase::Col2im: say_col2im(t); break;
    }
    return t.words;
}

std::string columns_cell_words(const AppState& state, const Derived& derived, const Hit& hit) {
    const ColumnsPlan plan = columns_plan_of(state);
    std::string entry;
    if (hit.entry) entry = "row " + text(hit.entry->row) + ", column " + text(hit.entry->column) + ": ";
    if (!hit.cell) return entry + (hit.entry ? "padding, which never wins" : "dY has no such window");
    const CellRef& cell = *hit.cell;
    const std::string name = cell_text(cell.grid, cell.cell);
    if (!is_input_sized(cell.grid)) {
        const bool known =
            cell.grid == GridId::GradOutput || column_of(plan, {cell.plane, cell.cell}) <
                                                   columns_done(plan, ColumnsPhase::Argmax, state.play.columns_done);
        const AnyTensor& held = cell.grid == GridId::Output ? derived.output : *state.document.grad_output;
        return name +
               (known ? " = " + exact_text(value_at(held, cell.plane, cell.cell.h, cell.cell.w))
                      : " · not computed yet") +
               " · column " + text(column_of(plan, {cell.plane, cell.cell}));
    }
    // An entry of dX_col says what its own window contributes; dX what has been added so far.
    std::string words = entry + name;
    if (cell.grid == GridId::Input) {
        words += " = " + exact_text(value_at(*state.document.input, cell.plane, cell.cell.h, cell.cell.w));
    } else if (hit.entry) {
        const PooledColumn look = pool_column(view_of(state.document), plan, hit.entry->column);
        const bool written = hit.entry->column < columns_done(plan, ColumnsPhase::Scatter, state.play.columns_done);
        words += written ? " gets " + exact_text(look.grad_entry(hit.entry->row)) : " · not written yet";
    } else if (state.play.columns_done < index_of(plan, {ColumnsPhase::Col2im, 0})) {
        words += " · not computed yet";
    } else {
        const std::int64_t columns = columns_done(plan, ColumnsPhase::Col2im, state.play.columns_done);
        words += " = " + exact_text(added_back(view_of(state.document), plan, derived.grad_input, columns, cell.plane,
                                               {cell.cell})
                                        .front());
    }
    std::vector<std::int64_t> columns;
    for (const MatrixEntry copy : copies_of(plan, cell.plane, cell.cell)) columns.push_back(copy.column);
    if (columns.empty()) return words + " · in no column";
    return words + " · copied " +
           (columns.size() == 1 ? "once: column " : std::to_string(columns.size()) + " times: columns ") +
           list_of(columns);
}

std::vector<std::string> growth_words(const AppState& state) {
    const ColumnsPlan plan = columns_plan_of(state);
    const Growth growth = growth_of(plan, dtype_of(*state.document.input));
    return {
        "X: " + counted(growth.cells, "cell", "cells") + ", " +
            counted(growth.cells * growth.bytes_each, "byte", "bytes"),
        "X_col: " + text(plan.rows()) + " × " + text(plan.columns()) + " = " +
            counted(growth.entries, "entry", "entries") + ", " +
            counted(growth.entries * growth.bytes_each, "byte", "bytes"),
        (growth.entries == growth.cells ? "as much as X" : number_text(growth.factor(), 4) + " times as much as X") +
            ", and dX_col takes as much again"};
}

Budget columns_budget(const AppState& state, const Derived& derived) {
    const ColumnsPlan plan = columns_plan_of(state);
    const std::int64_t columns = columns_done(plan, ColumnsPhase::Col2im, state.play.columns_done),
                       planes = plan.output.planes();
    if (columns == plan.columns()) return derived.budget.total();
    Budget sum;
    const PoolView view = view_of(state.document, derived);
    for (std::int64_t p = 0; columns > 0 && p < planes; ++p) {
        const std::int64_t before = p * plan.output.plane_cells();
        add_between(sum, derived.budget.after(view, before),
                    derived.budget.after(view, before + columns / planes + (columns % planes > p ? 1 : 0)));
    }
    return sum;
}

}  // namespace poolwalk::scene
