using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace Gmlm.Padir.Autoregressive;

/// <summary>Logits in the processor's memory, in rows of V. They are copied only if they lie on another device.</summary>
internal readonly ref struct HostLogits : IDisposable
{
    private readonly Tensor? _copy;
    private readonly ReadOnlySpan<float> _values;

    public HostLogits(Tensor logits) // (R, V)
    {
        _copy = logits.device_type == TorchSharp.DeviceType.CPU && logits.is_contiguous() ? null : logits.cpu().contiguous();
        _values = MemoryMarshal.Cast<byte, float>((_copy ?? logits).bytes);
        Width = (int)logits.shape[1];
    }

    /// <summary>V.</summary>
    public int Width { get; }

    public ReadOnlySpan<float> this[int row] => _values.Slice(row * Width, Width);

    /// <summary>
    /// The likeliest token; of equally likely ones the first. Taking the maximum and then searching for it are two vectorised passes, which
    /// together are faster than torch's argmax.
    /// </summary>
    /// <exception cref="InvalidOperationException">A logit is not a number.</exception>
    public int Likeliest(int row)
    {
        var most = TensorPrimitives.Max(this[row]);
        return float.IsNaN(most) ? throw new InvalidOperationException("A logit is not a number.") : this[row].IndexOf(most);
    }

    public void Dispose() => _copy?.Dispose();
}
