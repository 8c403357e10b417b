#include <nlohmann/json.hpp>

#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/network_json.h"
#include "core/network/pass.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

Result<NetworkSetup> read(const nlohmann::json& json) {
    io::JsonReader reader(json, "f.json");
    NetworkSetup setup = io::read_strict_network(reader.root());
    if (!reader.ok()) return reader.error();
    return setup;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = io::parse_json(fuzz::text_of(data, size), "f.json");
    const auto setup = json ? read(*json) : Result<NetworkSetup>(json.error());
    if (!setup) {
        fuzz::expect_sentence(setup.error().message, "f.json: ");
        return 0;
    }
    fuzz::expect(setup_error(*setup).empty(), "a network that was read can be trained");
    const std::string text = io::network_json(*setup).dump();
    const auto again = io::parse_json(text, "again.json");
    fuzz::expect(again.ok(), "a network is written as JSON", text);
    const auto same = read(*again);
    fuzz::expect(same.ok(), "a network that was written can be read", same ? "" : same.error().message);
    fuzz::expect(*same == *setup, "a network is the same after it was written and read", text);
    const NetworkSample& sample = setup->samples.front();
    pass_through(sample.image, target_of(*setup, 0), start_weights(*setup), {setup->tie, setup->output, setup->rate});
    return 0;
}
