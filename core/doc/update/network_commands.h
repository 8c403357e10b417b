// Commands that change the network, or what is looked at of it. `dragging` merges as in document_commands.h.
#pragma once

#include <optional>
#include <variant>

#include "core/doc/view.h"
#include "core/network/setup.h"

namespace poolwalk {

struct SetNetwork {
    NetworkSetup setup;
    bool dragging = false;
};
struct SetNetworkBy {
    NetworkBy by = NetworkBy::Layer;
};
struct PinNetwork {
    std::optional<NetworkCell> cell;
};

using NetworkCommand = std::variant<SetNetwork, SetNetworkBy, PinNetwork>;

}  // namespace poolwalk
