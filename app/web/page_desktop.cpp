// What a browser knows of a person's wishes, and what it has no way to do.
#include "app/platform/desktop.h"

#include "app/session/open_folder.h"
#include "app/web/page_calls.h"

namespace poolwalk {

namespace platform {
bool wants_reduced_motion() { return web::wants_reduced_motion(); }
}  // namespace platform

Result<Done> open_folder(const std::string&) { return Error{"the browser shows its downloads itself"}; }

}  // namespace poolwalk
