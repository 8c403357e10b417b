// The same numbers as many programs print or write them: each form with the type and shape that it means, and what is
// refused with what to do about it.
#include <string>

#include "core/io/arrays/text_read.h"
#include "tests/core/io/arrays/array_reader_support.h"

namespace poolwalk::io {
namespace {

using Sides = std::vector<std::int64_t>;

struct Form {
    std::string name, text;
    DType dtype = DType::Float64;
    Sides shape{2, 2};
    std::vector<double> values{1, 2, 3, 4};
};

constexpr DType f32 = DType::Float32, f64 = DType::Float64;

void PrintTo(const Form& form, std::ostream* out) { *out << form.text; }

class TextForm : public testing::TestWithParam<Form> {};

TEST_P(TextForm, IsRead) {
    const Form& form = GetParam();
    const Result<Loaded> read = read_text(form.text, "pasted");
    ASSERT_TRUE(read) << refusal_of(read);
    EXPECT_EQ(dtype_of(read->tensor), form.dtype);
    EXPECT_EQ(read->shape, form.shape);
    EXPECT_TRUE(same_values(values_of(read->tensor), form.values)) << testing::PrintToString(values_of(read->tensor));
}

std::string form_name(const testing::TestParamInfo<Form>& form) { return form.param.name; }

INSTANTIATE_TEST_SUITE_P(
    PyTorch, TextForm,
    testing::Values(
        Form{"plain", "tensor([[1., 2.],\n        [3., 4.]])", f32},
        Form{"integers", "tensor([[1, 2],\n        [3, 4]])", f32},
        Form{"large_integers", "tensor([1, 16777217])", f64, {2}, {1, 16777217}},
        Form{"int64", "tensor([[1, 2],\n        [3, 4]], dtype=torch.int64)", f64},
        Form{"double_grad", "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64, grad_fn=<MulBackward0>)",
             f64},
        Form{"grad_fn", "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0', grad_fn=<ViewBackward0>)\n", f32},
        Form{"function_object", "tensor([[1., 2.],[3., 4.]], grad_fn=<F object at 0x7f3c12>)", f32},
        Form{"parameter", "Parameter containing:\ntensor([[1., 2.],\n        [3., 4.]], requires_grad=True)", f32},
        Form{"half", "tensor([[1., 2.],\n        [3., 4.]], device='cuda:1', dtype=torch.float16)", f32},
        Form{"exponents", "tensor([[1.0000e+00, 2.0000e+00],\n        [3.0000e+00, 4.0000e+00]])", f32},
        Form{"size_line", "torch.Size([1, 1, 2, 2])\ntensor([[[[1., 2.],\n          [3., 4.]]]])", f32, {1, 1, 2, 2}},
        Form{"size_behind", "tensor([[1., 2.],\n        [3., 4.]])\ntorch.Size([2, 2])", f32},
        Form{"tuple_of_one", "(tensor([[1., 2.],\n        [3., 4.]]),)", f32},
        Form{"literal", "x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)", f32},
        Form{"literal_type", "torch.tensor([[1., 2.], [3., 4.]], dtype=torch.double)", f64},
        Form{"literal_reshaped", "torch.tensor([1., 2., 3., 4.]).reshape(1, 1, 2, 2)", f32, {1, 1, 2, 2}},
        Form{"old_class", "torch.FloatTensor([[1, 2], [3, 4]])", f32},
        Form{"list_of_scalars", "[tensor(1.), tensor(2., grad_fn=<A>), tensor(3.), tensor(4.)]", f32, {4}},
        Form{"state_dict", "OrderedDict([('weight', tensor([[1., 2.],\n        [3., 4.]]))])", f32},
        Form{"cpp", " 1  2\n 3  4\n[ CPUFloatType{2,2} ]\n", f32},
        Form{"cpp_double", " 1  2\n 3  4\n[ CPUDoubleType{2,2} ]\n", f64},
        Form{"cpp_planes",
             "(1,1,.,.) = \n  1  2\n\n(1,2,.,.) = \n  3  4\n[ CPUFloatType{1,2,1,2} ]",
             f32,
             {1, 2, 1, 2}},
        Form{"cpp_scale", "0.01 *\n 100.0  200.0\n 300.0  400.0\n[ CPUFloatType{2,2} ]", f32},
        Form{"cpp_columns", "Columns 1 to 1 1\n 3\n\nColumns 2 to 2 2\n 4\n[ CPUFloatType{2,2} ]", f32},
        Form{"lua", "(1,.,.) = \n  1  2\n  3  4\n[torch.FloatTensor of size 1x2x2]", f32, {1, 2, 2}}),
    form_name);

INSTANTIATE_TEST_SUITE_P(
    OtherLibraries, TextForm,
    testing::Values(
        Form{"tensorflow", "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)", f32},
        Form{"tensorflow_nhwc",
             "tf.Tensor(\n[[[[1.]\n   [2.]]\n\n  [[3.]\n   [4.]]]], shape=(1, 2, 2, 1), dtype=float64)",
             f64,
             {1, 2, 2, 1}},
        Form{"tensorflow_repr",
             "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
             f32},
        Form{"tensorflow_id", "<tf.Tensor: id=3, shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n [3, 4]])>", f64},
        Form{"tensorflow_variable",
             "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float64, numpy=\narray([[1., 2.],\n       [3., 4.]])>",
             f64},
        Form{"jax", "Array([[1., 2.],\n       [3., 4.]], dtype=float32)", f32},
        Form{"jax_old", "DeviceArray([[1., 2.],\n             [3., 4.]], dtype=float32)", f32},
        Form{"jax_bfloat16", "Array([[1, 2],\n       [3, 4]], dtype=bfloat16)", f32},
        Form{"numpy_print", "[[1. 2.]\n [3. 4.]]", f64},
        Form{"numpy_repr", "array([[1., 2.],\n       [3., 4.]])", f64},
        Form{"numpy_float32", "array([[1., 2.],\n       [3., 4.]], dtype=float32)", f32},
        Form{"numpy_int8", "array([[1, 2],\n       [3, 4]], dtype=int8)", f64},
        Form{"numpy_matrix", "matrix([[1., 2.],\n        [3., 4.]])", f64},
        Form{"numpy_masked",
             "masked_array(\n  data=[[1., 2.],\n        [3., 4.]],\n  mask=False,\n  fill_value=1e+20)", f64},
        Form{"numpy_truth", "array([[ True, False],\n       [False,  True]])", f64, {2, 2}, {1, 0, 0, 1}},
        Form{"numpy_truth_printed", "[[ True False]\n [False  True]]", f64, {2, 2}, {1, 0, 0, 1}},
        Form{"torch_truth", "tensor([[ True, False],\n        [False,  True]])", f64, {2, 2}, {1, 0, 0, 1}},
        Form{"numpy_scalars", "[[np.float64(1.0), np.float64(2.0)], [np.float64(3.0), np.float64(4.0)]]", f64},
        Form{"numpy_float32_scalars", "[np.float32(1.0), np.float32(nan)]", f32, {2}, {1, NAN}},
        Form{"numpy_type_by_module", "np.array([[1, 2], [3, 4]], dtype=np.float32)", f32},
        Form{"numpy_pythons_float", "np.array([[1, 2], [3, 4]], dtype=float)", f64},
        Form{"numpy_nan", "np.array([np.nan, -np.inf, 1])", f64, {3}, {NAN, -INFINITY, 1}},
        Form{"cupy", "array([[1., 2.],\n       [3., 4.]], dtype=float16)", f32},
        Form{"mxnet", "\n[[1. 2.]\n [3. 4.]]\n<NDArray 2x2 @cpu(0)>", f32},
        Form{"paddle",
             "Tensor(shape=[2, 2], dtype=float32, place=Place(cpu), stop_gradient=True,\n"
             "       [[1., 2.],\n        [3., 4.]])",
             f32},
        Form{"mindspore",
             "Tensor(shape=[2, 2], dtype=Float32, value=\n[[1.00000000e+00, 2.00000000e+00],\n"
             " [3.00000000e+00, 4.00000000e+00]])",
             f32},
        Form{"candle", "[[1., 2.],\n [3., 4.]]\nTensor[[2, 2], f32]", f32},
        Form{"burn",
             "Tensor {\n  data:\n[[1.0, 2.0],\n [3.0, 4.0]],\n  shape:  [2, 2],\n  device:  Cpu,\n"
             "  backend:  \"ndarray\",\n  kind:  \"Float\",\n  dtype:  \"f32\",\n}",
             f32},
        Form{"rust_ndarray", "[[1.0, 2.0],\n [3.0, 4.0]], shape=[2, 2], strides=[2, 1], layout=C (0x1), const ndim=2",
             f64},
        Form{"tensorflow_js", "Tensor\n    [[1, 2],\n     [3, 4]]", f64},
        Form{"javascript", "Float32Array(4) [ 1, 2, 3, 4 ]", f32, {4}},
        Form{"xarray",
             "<xarray.DataArray (x: 2, y: 2)>\narray([[1., 2.],\n       [3., 4.]])\n"
             "Dimensions without coordinates: x, y",
             f64},
        Form{"sympy", "Matrix([\n[1, 2],\n[3, 4]])", f64},
        Form{"sympy_drawn", "\u23a11  2\u23a4\n\u23a2    \u23a5\n\u23a33  4\u23a6", f64},
        Form{"pandas", "     0    1\n0  1.0  2.0\n1  3.0  4.0", f64},
        Form{"pandas_dates", "            a  b\nDate            \n2026-11-01  1  2\n2026-11-02  3  4", f64},
        Form{"pandas_times", "                     a  b\n2026-11-01 00:00:00  1  2\n2026-11-01 01:00:00  3  4", f64},
        Form{"pandas_series", "0    1.0\n1    2.0\ndtype: float64", f64, {2}, {1, 2}},
        Form{"cpp_torch_code", "torch::tensor({{1.0, 2.0}, {3.0, 4.0}})", f32},
        Form{"pandas_named", "     a    b\nx  1.0  2.0\ny  3.0  4.0\n\n[2 rows x 2 columns]", f64},
        Form{
            "polars",
            "shape: (2, 2)\n\u250c\u2500\u2500\u252c\u2500\u2500\u2510\n\u2502 a  \u2506 b  \u2502\n"
            "\u2502 --- \u2506 --- \u2502\n\u2502 f64 \u2506 f64 \u2502\n\u255e\u2550\u2550\u256a\u2550\u2550\u2561\n"
            "\u2502 1.0 \u2506 2.0 \u2502\n\u2502 3.0 \u2506 4.0 \u2502\n\u2514\u2500\u2500\u2534\u2500\u2500\u2518",
            f64}),
    form_name);

INSTANTIATE_TEST_SUITE_P(
    Languages, TextForm,
    testing::Values(
        Form{"python_trailing_commas", "[[1, 2,], [3, 4,],]", f64},
        Form{"python_assignment", "x = [[1, 2], [3, 4]]", f64},
        Form{"python_dictionary", "{'x': [[1, 2], [3, 4]]}", f64},
        Form{"rows_printed_one_by_one", "[1, 2]\n[3, 4]\n", f64},
        Form{"comment_behind", "[[1, 2], [3, 4]]  # by hand", f64}, Form{"semicolon_end", "[[1, 2], [3, 4]];", f64},
        Form{"julia", "2\u00d72 Matrix{Float64}:\n 1.0  2.0\n 3.0  4.0", f64},
        Form{"julia_float32", "2\u00d72 Matrix{Float32}:\n 1.0  2.0\n 3.0  4.0", f32},
        Form{"julia_array", "2\u00d72 Array{Float32,2}:\n 1.0  2.0\n 3.0  4.0", f32},
        Form{"julia_vector", "4-element Vector{Float64}:\n 1.0\n 2.0\n 3.0\n 4.0", f64, {4}},
        Form{"julia_planes", "[:, :, 1, 1] =\n 1.0  2.0\n\n[:, :, 2, 1] =\n 3.0  4.0", f64, {1, 2, 1, 2}},
        Form{"julia_array_of_planes",
             "2\u00d71\u00d72\u00d71 Array{Float32, 4}:\n[:, :, 1, 1] =\n 1.0\n 2.0\n\n[:, :, 2, 1] =\n 3.0\n 4.0",
             f32,
             {1, 2, 2, 1}},
        Form{"julia_literal", "Float32[1.0 2.0; 3.0 4.0]", f32},
        Form{"julia_scalars", "Float32[1.0f0 2.0f0; 3.0f0 40f-1]", f32},
        Form{"julia_literal_planes", "[1 2;;; 3 4]", f64, {2, 1, 2}}, Form{"julia_suffix", "[1f0 2f0; 3f0 4f0]", f32},
        Form{"matlab_literal", "A = [1 2; 3 4];", f64}, Form{"matlab_commas", "[1, 2; 3, 4]", f64},
        Form{"matlab_continued", "A = [ ...\n  1 2; ... first\n  3 ...\n  4 ...\n];", f64},
        Form{"matlab_continued_commas", "A = [1, 2, ...\r\n 3, 4];", f64, {4}},
        Form{"matlab_continued_row", "A = [1 2 3 ...\n 4; 5 6 7 ...\n 8];", f64, {2, 4}, {1, 2, 3, 4, 5, 6, 7, 8}},
        Form{"matlab_column", "[1; 2; 3; 4]", f64, {4, 1}},
        Form{"matlab_print", "A =\n\n     1     2\n     3     4\n\n", f64},
        Form{"matlab_type", "A =\n\n  2\u00d72 single matrix\n\n     1     2\n     3     4\n", f32},
        Form{"matlab_scale", "A =\n\n   1.0e+03 *\n\n    0.0010    0.0020\n    0.0030    0.0040\n", f64},
        Form{"octave_print", "A =\n\n   1.0000   2.0000\n   3.0000   4.0000\n\n", f64},
        Form{"octave_columns",
             "A =\n\n Columns 1 and 2:\n\n   1   2\n   4   5\n\n Column 3:\n\n   3\n   6\n\n",
             f64,
             {2, 3},
             {1, 2, 3, 4, 5, 6}},
        Form{"octave_planes", "ans =\n\nans(:,:,1) =\n\n   1   2\n\nans(:,:,2) =\n\n   3   4\n\n", f64, {2, 1, 2}},
        Form{"r_matrix", "     [,1] [,2]\n[1,]    1    2\n[2,]    3    4", f64},
        Form{"r_planes",
             ", , 1\n\n     [,1] [,2]\n[1,]    1    2\n\n, , 2\n\n     [,1] [,2]\n[1,]    3    4\n",
             f64,
             {2, 1, 2}},
        Form{"r_columns", "     [,1]\n[1,]    1\n[2,]    3\n     [,2]\n[1,]    2\n[2,]    4\n", f64},
        Form{"r_vector", "[1] 1 2\n[3] 3 4", f64, {4}}, Form{"r_names", "  a b\nx 1 2\ny 3 4", f64},
        Form{"r_matrix_call", "x <- matrix(c(1, 3, 2, 4), nrow = 2)", f64},
        Form{"r_matrix_by_row", "matrix(c(1, 2, 3, 4), ncol=2, byrow=TRUE)", f64},
        Form{"r_matrix_by_place", "matrix(c(1, 3, 2, 4), 2, 2)", f64},
        Form{"r_matrix_of_one_column", "matrix(data = c(1, 2, 3, 4))", f64, {4, 1}},
        Form{"r_array_call", "array(c(1, 3, 2, 4), dim = c(2, 2))", f64},
        Form{"r_truth", "     [,1]  [,2]\n[1,] TRUE FALSE\n[2,] TRUE  TRUE", f64, {2, 2}, {1, 0, 1, 1}},
        Form{"r_code", "rbind(c(1, 2), c(3, 4))", f64}, Form{"r_integers", "c(1L, 2L, 3L, 4L)", f64, {4}},
        Form{"r_dput", "structure(c(1, 3, 2, 4), dim = c(2L, 2L))", f64},
        Form{"mathematica", "{{1., 2.}, {3., 4.}}", f64},
        Form{"mathematica_exponent", "{{1., 2.}, {0.03*^2, 4.`}}", f64},
        Form{"c", "float x[2][2] = {{1, 2}, {3, 4}};", f32},
        Form{"c_double", "double x[2][2] = {{1, 2}, {3, 4}};", f64},
        Form{"cpp_suffix", "{{1.0f, 2.0f}, {3.0f, 4.0f}}", f32},
        Form{"cpp_vector", "std::vector<std::vector<float>> x = {{1, 2}, {3, 4}};", f32},
        Form{"cpp_braces", "std::vector<double> x{1, 2, 3, 4};", f64, {4}},
        Form{"java", "new float[][] {{1, 2}, {3, 4}}", f32},
        Form{"rust", "vec![vec![1.0, 2.0], vec![3.0, 4.0]]", f64}, Form{"go", "[[1 2] [3 4]]", f64},
        Form{"ocaml", "[|[|1.; 2.|]; [|3.; 4.|]|]", f64},
        Form{"scala", "Array(Array(1.0, 2.0), Array(3.0, 4.0))", f64},
        Form{"latex", "\\begin{pmatrix}\n  1 & 2 \\\\\n  3 & 4\n\\end{pmatrix}", f64},
        Form{"latex_on_one_line", "$$X = \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$$", f64},
        Form{"latex_array", "\\[ X = \\left[\\begin{array}{rr}\n  1 & 2 \\\\\n  3 & 4\n\\end{array}\\right] \\]",
             f64},
        Form{"markdown", "| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |", f64},
        Form{"markdown_without_header", "| 1 | 2 |\n| 3 | 4 |", f64}),
    form_name);

INSTANTIATE_TEST_SUITE_P(
    Spreadsheets, TextForm,
    testing::Values(Form{"quoted", "\"1\",\"2\"\n\"3\",\"4\"", f64}, Form{"header", "a,b\n1,2\n3,4", f64},
                    Form{"quoted_header", "\"a, \"\"b\"\"\",\"c\"\n1,2\n3,4", f64},
                    Form{"index", ",0,1\n0,1.0,2.0\n1,3.0,4.0", f64}, Form{"row_names", "x,1,2\ny,3,4", f64},
                    Form{"both", "name,a,b\nx,1,2\ny,3,4", f64},
                    Form{"dates", "Date,a,b\n2026-11-01,1,2\n2026-11-02,3,4", f64},
                    Form{"dates_without_header", "28/11/2026;1;2\n29/11/2026;3;4", f64},
                    Form{"times", ",a,b\n2026-11-01 10:00:00,1,2\n2026-11-01 11:00:00,3,4", f64},
                    Form{"named_index", "index,a,b\n0,1,2\n1,3,4", f64},
                    Form{"unnamed_index", "Unnamed: 0,a,b\n5,1,2\n7,3,4", f64},
                    Form{"truth", "TRUE,FALSE\nfalse,True", f64, {2, 2}, {1, 0, 0, 1}},
                    Form{"numbered_header", "name,0,1\nx,1,2\ny,3,4", f64},
                    Form{"empty_end", "1,2,\n3,4,\n,,\n,,", f64},
                    Form{"decimal_comma", "1,5;2,5\n3,5;-4,25", f64, {2, 2}, {1.5, 2.5, 3.5, -4.25}},
                    Form{"decimal_comma_tabs", "1,5\t2\n3\t4,25", f64, {2, 2}, {1.5, 2, 3, 4.25}},
                    Form{"decimal_comma_quoted", "\"1,5\";\"2\"\n\"3\";\"4\"", f64, {2, 2}, {1.5, 2, 3, 4}},
                    Form{"sep_line", "sep=;\r\n1;2\r\n3;4\r\n", f64}, Form{"savetxt", "# a,b\n1,2\n3,4\n", f64},
                    Form{"tabs_empty_end", "1\t2\t\n3\t4\t\n", f64}),
    form_name);

INSTANTIATE_TEST_SUITE_P(
    Interpreters, TextForm,
    testing::Values(Form{"ipython", "Out[12]: array([[1., 2.],\n       [3., 4.]])", f64},
                    Form{"ipython_both",
                         "In [3]: pool(x, 2)\nOut[3]:\ntensor([[1., 2.],\n        [3., 4.]])\n\nIn [4]: ", f32},
                    Form{"python_both", ">>> F.max_pool2d(x, 2)\ntensor([[1., 2.],\n        [3., 4.]])\n>>> ", f32},
                    Form{"python_input", ">>> x = np.array([[1, 2],\n...               [3, 4]])", f64},
                    Form{"julia_prompt", "julia> x = f(3)\n2\u00d72 Matrix{Float32}:\n 1.0  2.0\n 3.0  4.0", f32},
                    Form{"octave_prompt", "octave:1> A = [1 2\n> 3 4]\nA =\n\n   1   2\n   3   4\n", f64},
                    Form{"r_prompt", "> matrix(1:4, 2)\n     [,1] [,2]\n[1,]    1    2\n[2,]    3    4", f64},
                    Form{"mail", "> [[1, 2],\n>  [3, 4]]", f64}),
    form_name);

struct Refusal {
    std::string text, says;
};

TEST(TextForms, RefuseWithWhatToDo) {
    const std::vector<Refusal> refusals{
        {"tensor([[1., 2., 3.,  ..., 8., 9., 10.]])",
         "PyTorch left numbers out; print it whole with torch.set_printoptions"},
        {"[[0. 1. ... 8. 9.]]",
         "NumPy left numbers out; print it whole with numpy.set_printoptions(threshold=sys.maxsize)"},
        {"tf.Tensor(\n[[0. 1. ... 8. 9.]], shape=(1, 100), dtype=float32)", "numpy.set_printoptions"},
        {"1\u00d7100 Matrix{Float64}:\n 1.0  2.0  \u2026  3.0", "Julia left numbers out"},
        {"     0  ...  9\n0  1.0  ...  2.0\n", "pandas left numbers out"},
        {"(tensor([[1., 2.]]), tensor([[0, 1]]))", "line 1, column 29: found a second array"},
        {"[[1, 2]]\n[[3, 4]]", "line 2, column 1: found a second array"},
        {"x = [1, 2]; y = [3, 4]", "found a second array"},
        {"A =\n\n   1   2\n\nB =\n\n   3   4\n", "line 5, column 1: found a second array"},
        {"tensor([[1.+2.j, 3.+0.j]])", "found the complex number \"1.+2.j\", expected real numbers"},
        {"[[1, 2], [3]]", "column 12: found the end of a list of 1, expected 2"},
        {"[1 2; 3]", "found the end of a row of 1, expected 2"},
        {"torch.Size([2, 3])\ntensor([[1., 2.], [3., 4.]])",
         "line 1, column 11: the text gives the shape 2 x 3, found numbers for 2 x 2"},
        {"tf.Tensor([[1. 2.]], shape=(2, 1), dtype=float32)", "column 28: the text gives the shape 2 x 1"},
        {"np.zeros((2, 2))", "found a call of \"np.zeros\", expected the numbers that it gives: print them"},
        {"tensor(1.)", "found a single number, expected an array"},
        {"array([1e300], dtype=float32)", "out of the range of float32"},
        {"\"1,000\",2\n3,4", "found \"1,000\", expected a number"},
        {"\"1,2\n3,4", "found a quote that is not closed"},
        {"1,5;2.5", "expected \",\" as the decimal point, as before"},
        {"a,b\nc,d\n1,2", "line 2, column 3: found \"d\", expected a number"},
        {"\\frac{1}{2} & 1", "found \"\\frac\", expected a number"},
        {"loss 0.25 [1, 2]", "found"},
    };
    for (const Refusal& refusal : refusals) {
        const Result<Loaded> read = read_text(refusal.text, "pasted");
        EXPECT_THAT(refusal_of(read), HasSubstr(refusal.says)) << refusal.text;
    }
}

TEST(TextForms, SayWhatTheySkipped) {
    const auto notes = [](std::string_view text) { return read_text(text, "pasted")->notes; };
    EXPECT_THAT(notes("a,b\n1,2"), ElementsAre("the header row was skipped"));
    EXPECT_THAT(notes(",a,b\nx,1,2"), ElementsAre("the header row was skipped", "the row names were skipped"));
    EXPECT_THAT(notes("# by hand\n1,2"), ElementsAre("comments were skipped"));
    EXPECT_THAT(notes("1,5;2"), ElementsAre("a comma is the decimal point"));
    EXPECT_THAT(notes("2\u00d71 Matrix{Float32}:\n 1.0\n 2.0"), ElementsAre());
    EXPECT_THAT(notes("     [,1] [,2]\n[1,]    1    2"), ElementsAre());
}

}  // namespace
}  // namespace poolwalk::io
