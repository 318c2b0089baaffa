using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// What differs between the passes through a stack of layers: which positions of its own sequence a row looks at, and from where it has
/// their keys and values. All positions at once (<see cref="AllPositions"/>), or the next one with those before it kept (<see
/// cref="NextPosition"/>).
/// </summary>
internal interface ISelfAttention
{
    /// <summary>softmax(q kᵀ + b) v of every row.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="projected">Queries, keys and values of the rows, (R, 3·H·d_kv).</param>
    /// <returns>(R, H·d_kv), the caller's.</returns>
    Tensor Attend(int layer, Tensor projected);

    /// <summary>Attention whose queries and keys are positions alone, where the network has it.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="projected">Values of the rows, (R, H·d_kv).</param>
    /// <returns>(R, H·d_kv), the caller's.</returns>
    Tensor AttendByPosition(int layer, Tensor projected);
}
