using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gmlm.Padir.RowProducts;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// A matrix of weights W, prepared for products x W with rows x. Products with few rows on a processor use <see cref="IRowProduct"/>; all
/// others use torch.
/// </summary>
internal sealed class PreparedMatrix : IDisposable
{
    // The largest number of values of x for the row products. Larger x do not stay in a core's own cache during the product, and torch's
    // blocked product is then faster. With AVX-512 this happens only at much larger x.
    private static readonly long MostValues = Vector512.IsHardwareAccelerated ? 1 << 20 : 1 << 16;

    private readonly Tensor _columns; // (n, m)
    private readonly Lazy<IRowProduct>? _packed;
    private readonly long _inputs;
    private readonly long _outputs;

    /// <summary>Prepares a matrix.</summary>
    /// <param name="matrix">(n, m) in any layout.</param>
    public PreparedMatrix(Tensor matrix)
    {
        _columns = matrix.detach().contiguous().DetachFromDisposeScope();
        (_inputs, _outputs) = (_columns.shape[0], _columns.shape[1]);
        _packed = _columns.device_type == DeviceType.CPU && _columns.dtype == ScalarType.Float32
            ? new Lazy<IRowProduct>(() => Rows.Of(_columns))
            : null;
    }

    /// <summary>Returns x W.</summary>
    /// <param name="x">(R, n), contiguous.</param>
    /// <param name="rows">R. The caller passes it, because reading a tensor's shape takes as long as a small product.</param>
    /// <returns>(R, m). The caller disposes of it.</returns>
    public Tensor Times(Tensor x, long rows)
    {
        if (!IsForPacked(rows))
        {
            return x.mm(_columns);
        }

        var product = empty(rows, _outputs);
        _packed!.Value.Multiply(Values(x), Values(product), add: false);
        return product;
    }

    /// <summary>y ← y + x W.</summary>
    /// <param name="y">(R, m), contiguous.</param>
    /// <param name="x">(R, n), contiguous.</param>
    /// <param name="rows">R.</param>
    public void AddTo(Tensor y, Tensor x, long rows)
    {
        if (!IsForPacked(rows))
        {
            y.addmm_(x, _columns);
            return;
        }

        _packed!.Value.Multiply(Values(x), Values(y), add: true);
    }

    public void Dispose()
    {
        if (_packed is { IsValueCreated: true })
        {
            _packed.Value.Dispose();
        }

        _columns.Dispose();
    }

    // A single row makes a product of a matrix with a vector, which is memory-bound in torch already.
    private bool IsForPacked(long rows) => rows > 1 && _packed is not null && rows * _inputs <= MostValues;

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
