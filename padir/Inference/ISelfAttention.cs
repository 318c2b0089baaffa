using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// Self-attention of a stack of layers, the part in which passes differ. A pass handles all positions at once (<see cref="AllPositions"/>),
/// or only the next position, with the keys and values of the earlier ones kept (<see cref="NextPosition"/>).
/// </summary>
internal interface ISelfAttention
{
    /// <summary>Computes softmax(q kᵀ + b) v for every row.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="projected">The queries, keys and values of the rows, (R, 3·H·d_kv).</param>
    /// <returns>(R, H·d_kv), the caller's.</returns>
    Tensor Attend(int layer, Tensor projected);

    /// <summary>Computes positional attention, whose queries and keys depend on positions alone. The network must have it.</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="projected">The values of the rows, (R, H·d_kv).</param>
    /// <returns>(R, H·d_kv), the caller's.</returns>
    Tensor AttendByPosition(int layer, Tensor projected);
}
