namespace Gmlm.Padir.RowProducts;

/// <summary>
/// A matrix of weights W (n, m), prepared for products with rows. A sum adds up in the order of the inputs, so that every implementation
/// gives the same bits.
/// </summary>
internal interface IRowProduct : IDisposable
{
    /// <summary>y ← x W, or y ← y + x W.</summary>
    /// <param name="x">(R, n), row by row.</param>
    /// <param name="y">(R, m), row by row.</param>
    /// <param name="add">Whether to add to what y is.</param>
    /// <exception cref="ArgumentException">The values are no rows of the matrix.</exception>
    void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add);
}
