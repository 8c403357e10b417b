// The background tasks of one session, one of each kind.
#pragma once

#include <functional>
#include <optional>

#include "app/background/analysis_task.h"
#include "app/background/derive_task.h"
#include "app/background/export_task.h"
#include "app/background/marks_task.h"
#include "app/background/open_task.h"
#include "app/background/training_task.h"
#include "app/background/watch_task.h"
#include "app/files/saving.h"
#include "app/session/clipboard.h"
#include "app/session/folder_list.h"

namespace poolwalk {

struct Tasks {
    DeriveTask derive;
    OpenTask open;
    SaveTask save;
    AnalysisTask analysis;
    TrainingTask training;
    ExportTask exporting;
    PasteTask paste;
    FolderTask folder;
    MarksTask marks;
    WatchTask watch_document, watch_claim;

    void wake_with(const std::function<void()>& wake);
    // Commands wait for these to end, so that what is saved, pasted and done after that is what was meant.
    bool holds_commands() const { return save.is_busy() || paste.is_busy(); }
    // Something is under way whose progress is to be seen. Painting an export asks for frames of its own.
    bool is_working() const;
    // Of the task that the card over the picture shows, which is the one that CancelWork cancels.
    const std::optional<ui::TaskStatus>& status() const;
};

}  // namespace poolwalk
