namespace Gmlm.Padir.RowProducts;

/// <summary>
/// A matrix of weights W (n, m), prepared for products with rows. Every implementation sums in the order of the inputs, so that all give
/// the same bits.
/// </summary>
internal interface IRowProduct : IDisposable
{
    /// <summary>Computes y ← x W or y ← y + x W.</summary>
    /// <param name="x">(R, n), contiguous.</param>
    /// <param name="y">(R, m), contiguous.</param>
    /// <param name="add">Whether to add the product to y.</param>
    /// <exception cref="ArgumentException">The numbers of values do not fit the matrix.</exception>
    void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add);
}
