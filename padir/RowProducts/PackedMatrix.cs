using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Gmlm.Padir.RowProducts;

/// <summary>
/// A matrix of weights W (n, m), packed for products x W with few rows x (R, n), as a sentence has them: strips of 16 columns lie one
/// behind the other, row by row, so that the product reads every weight
/// once, in order, while it is used for all rows. A general product first copies W into such an order for every call, which for few rows
/// takes longer than to multiply. One thread, and its helpers where it has some (<see cref="RowTeam"/>).
/// </summary>
internal sealed unsafe class PackedMatrix : IRowProduct
{
    private const int Strip = StripProduct.Columns;

    private readonly float* _packed; // (⌈m/16⌉, n, 16), zeros behind the last column
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Packs a matrix.</summary>
    /// <param name="matrix">float32 (n, m), row by row, in the processor's memory.</param>
    public PackedMatrix(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        (_inputs, _outputs) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        var strips = (_outputs + Strip - 1) / Strip;
        var padded = nn.functional.pad(matrix, [0, (strips * Strip) - _outputs]);
        var ordered = padded.view(_inputs, strips, Strip).transpose(0, 1).contiguous();
        var values = MemoryMarshal.Cast<byte, float>(ordered.bytes);
        _packed = (float*)NativeMemory.AlignedAlloc((nuint)(values.Length * (long)sizeof(float)), 64);
        values.CopyTo(new Span<float>(_packed, values.Length));
    }

    ~PackedMatrix() => Free();

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add) => Multiply(x, y, add, Vector512.IsHardwareAccelerated);

    /// <summary>
    /// The same, with the kernel for AVX-512 or that for AVX2: whichever it is, and whatever the processor, the products are the same.
    /// </summary>
    internal void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add, bool wide)
    {
        var rows = Rows.Count(x, y, _inputs, _outputs);
        fixed (float* from = x, to = y)
        {
            RowTeam.Run(new StripJob(_packed, _inputs, _outputs, from, to, rows, add, wide));
        }

        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free() => NativeMemory.AlignedFree(_packed);
}
