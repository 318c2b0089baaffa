using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gmlm.Padir.RowProducts;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// A matrix of weights W, ready for products x W with rows x: with few of them, in the processor's memory, by <see cref="IRowProduct"/>,
/// else by torch.
/// </summary>
internal sealed class PreparedMatrix : IDisposable
{
    // Values of x: beyond it the rows no longer stay in a core's own cache while the strips pass, and torch's blocks are better; with
    // AVX-512 only where they are far beyond it.
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

    /// <summary>x W.</summary>
    /// <param name="x">(R, n), row by row.</param>
    /// <param name="rows">R, which the caller knows; to ask a tensor costs as much as to multiply it.</param>
    /// <returns>(R, m), the caller's.</returns>
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
    /// <param name="y">(R, m), row by row.</param>
    /// <param name="x">(R, n), row by row.</param>
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

    // A single row is a product of a matrix with a vector, which torch does as fast as memory goes.
    private bool IsForPacked(long rows) => rows > 1 && _packed is not null && rows * _inputs <= MostValues;

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
