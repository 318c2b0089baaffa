using static TorchSharp.torch;

namespace Gmlm.Padir.RowProducts;

/// <summary>The entry point of this namespace: prepares a matrix for products, by the fast kernels or by the formula.</summary>
internal static class Rows
{
    /// <summary>
    /// The environment variable that selects the formula if it is 1, so that the program and all tests can run without the kernels.
    /// </summary>
    public const string PlainVariable = "GMLM_PLAIN_PRODUCTS";

    private static readonly bool IsPlain = Environment.GetEnvironmentVariable(PlainVariable) == "1";

    /// <summary>Prepares a matrix.</summary>
    /// <param name="matrix">float32 (n, m), contiguous, in the processor's memory. The caller keeps it.</param>
    public static IRowProduct Of(Tensor matrix) => IsPlain ? new PlainMatrix(matrix) : new PackedMatrix(matrix);

    /// <summary>Returns the number of rows of x and y.</summary>
    /// <exception cref="ArgumentException">The values are not whole rows, or x and y have different numbers of rows.</exception>
    public static int Count(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inputs, int outputs)
    {
        var rows = x.Length / inputs;
        return rows * inputs == x.Length && rows * outputs == y.Length
            ? rows
            : throw new ArgumentException($"{x.Length} and {y.Length} values are no rows of {inputs} and {outputs}");
    }
}
