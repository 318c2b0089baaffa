using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Gmlm.Padir.RowProducts;

/// <summary>
/// A matrix of weights W (n, m), packed for products x W with few rows x (R, n), such as those of one sentence. Strips of 16 columns are
/// stored one after another, so that a product reads every weight once, in order, and uses it for all rows. A general product packs W in
/// every call, which takes longer than the multiplication if there are few rows. The calling thread computes the product, with its helpers
/// if it has some (<see cref="RowTeam"/>).
/// </summary>
internal sealed unsafe class PackedMatrix : IRowProduct
{
    private const int Strip = StripProduct.Columns;

    private readonly float* _packed; // (⌈m/16⌉, n, 16), with zeros after the last column
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Packs a matrix.</summary>
    /// <param name="matrix">float32 (n, m), contiguous, in the processor's memory.</param>
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
    /// Computes the product with the kernel for AVX-512 or the kernel for AVX2. The results are the same on every processor.
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
