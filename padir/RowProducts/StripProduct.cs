namespace Gmlm.Padir.RowProducts;

/// <summary>A few rows times a strip of 16 columns of packed weights: y ← x W, or y ← y + x W.</summary>
internal unsafe struct StripProduct
{
    /// <summary>Of a strip: two vectors of AVX2, one of AVX-512.</summary>
    public const int Columns = 16;

    /// <summary>The rows, n values each.</summary>
    public float* X;

    /// <summary>(n, 16).</summary>
    public float* Strip;

    /// <summary>What is to be fetched meanwhile.</summary>
    public float* Next;

    /// <summary>How many values of it with each of the n.</summary>
    public int Share;

    /// <summary>Where the products go, m values from one row to the next.</summary>
    public float* Y;

    /// <summary>n.</summary>
    public int Inputs;

    /// <summary>m.</summary>
    public int Outputs;

    /// <summary>Columns of the strip that there are; zeros behind them.</summary>
    public int Count;

    /// <summary>Whether to add to what y is.</summary>
    public bool Add;
}
