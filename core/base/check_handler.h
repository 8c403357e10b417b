// What is done before a failed CHECK (check.h) ends the program.
#pragma once

#include <string_view>

namespace poolwalk {

// `handler` is called once, with the sentence that is printed, on the thread whose CHECK failed; when it returns, the
// program ends. A CHECK that fails within it ends the program at once. nullptr: none.
void set_check_handler(void (*handler)(std::string_view sentence));

}  // namespace poolwalk
