// Mistakes in the problem: a backward pass that is right, of other windows, another X or another dY. Each is a
// KnownMistake::change; the rows that use them are known_mistakes.cpp's.
#pragma once

#include "core/analysis/known_mistakes.h"

namespace poolwalk::mistakes {

// Of dY.
bool replace_grad_output_by_ones(PoolTask& task);
bool replace_grad_output_by_output(PoolTask& task);
bool turn_grad_output(PoolTask& task);
bool turn_upside_down(PoolTask& task);
bool mirror(PoolTask& task);
bool rotate(PoolTask& task);
bool multiply_by_output(PoolTask& task);
bool cut_grad_output(PoolTask& task);
bool take_first_grad_output(PoolTask& task);
bool take_first_channels_grad_output(PoolTask& task);

// Of the windows.
bool pad_with_zeros(PoolTask& task);
bool leave_out_padding(PoolTask& task);
bool leave_out_dilation(PoolTask& task);
bool swap_kernel(PoolTask& task);
bool widen_stride(PoolTask& task);
bool widen_row_stride(PoolTask& task);
bool widen_column_stride(PoolTask& task);
bool narrow_stride(PoolTask& task);
bool narrow_row_stride(PoolTask& task);
bool narrow_column_stride(PoolTask& task);
bool leave_out_last_row(PoolTask& task);
bool leave_out_last_column(PoolTask& task);
bool leave_out_last_both(PoolTask& task);
bool change_ceil_mode(PoolTask& task);
bool ignore_stride(PoolTask& task);
bool stride_by_kernel(PoolTask& task);
bool start_earlier(PoolTask& task);
bool start_later(PoolTask& task);

// Of what receives.
bool negate_input(PoolTask& task);
bool take_first_argmax(PoolTask& task);
bool take_first_channels_argmax(PoolTask& task);
bool average(PoolTask& task);
bool give_to_all(PoolTask& task);
bool give_to_first_cell(PoolTask& task);

}  // namespace poolwalk::mistakes
