namespace Gmlm.Padir.RowProducts;

/// <summary>The product of a few rows with a strip of 16 columns of packed weights: y ← x W or y ← y + x W.</summary>
internal unsafe struct StripProduct
{
    /// <summary>The columns of a strip: two vectors of AVX2 or one of AVX-512.</summary>
    public const int Columns = 16;

    /// <summary>The rows x, n values each.</summary>
    public float* X;

    /// <summary>The strip's weights, (n, 16).</summary>
    public float* Strip;

    /// <summary>The memory to prefetch during the product.</summary>
    public float* Next;

    /// <summary>The number of values to prefetch with each of the n inputs.</summary>
    public int Share;

    /// <summary>The products y; rows are m values apart.</summary>
    public float* Y;

    /// <summary>The number of inputs n.</summary>
    public int Inputs;

    /// <summary>The number of outputs m.</summary>
    public int Outputs;

    /// <summary>The number of columns of the matrix in the strip; further columns are 0.</summary>
    public int Count;

    /// <summary>Whether to add the product to y.</summary>
    public bool Add;
}
