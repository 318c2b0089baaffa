using static TorchSharp.torch;

namespace Gmlm.Padir.RowProducts;

/// <summary>The way into this namespace: the product with a matrix, by the fast kernels or as the formula says.</summary>
internal static class Rows
{
    /// <summary>
    /// An environment variable: 1 multiplies as the formula says, so that everything, every test too, can be run without the kernels.
    /// </summary>
    public const string PlainVariable = "GMLM_PLAIN_PRODUCTS";

    private static readonly bool IsPlain = Environment.GetEnvironmentVariable(PlainVariable) == "1";

    /// <summary>Prepares a matrix.</summary>
    /// <param name="matrix">float32 (n, m), row by row, in the processor's memory; stays the caller's.</param>
    public static IRowProduct Of(Tensor matrix) => IsPlain ? new PlainMatrix(matrix) : new PackedMatrix(matrix);

    /// <summary>How many rows these are.</summary>
    /// <exception cref="ArgumentException">They are no whole rows, or not equally many.</exception>
    public static int Count(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inputs, int outputs)
    {
        var rows = x.Length / inputs;
        return rows * inputs == x.Length && rows * outputs == y.Length
            ? rows
            : throw new ArgumentException($"{x.Length} and {y.Length} values are no rows of {inputs} and {outputs}");
    }
}
