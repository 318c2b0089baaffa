using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>The attention weights of a decoder run, one tensor for each layer. They sum to 1 over the last dimension.</summary>
public sealed class AttentionMaps
{
    private readonly List<Tensor> _self = [], _positional = [], _cross = [];

    /// <summary>Self-attention of the decoder, (B, H, L, L) for each layer.</summary>
    public IReadOnlyList<Tensor> Self => _self;

    /// <summary>Positional attention, (B, H, L, L) for each layer; empty if the network has none.</summary>
    public IReadOnlyList<Tensor> Positional => _positional;

    /// <summary>Cross-attention to the source, (B, H, L, S) for each layer.</summary>
    public IReadOnlyList<Tensor> Cross => _cross;

    internal List<Tensor> SelfList => _self;

    internal List<Tensor> PositionalList => _positional;

    internal List<Tensor> CrossList => _cross;

    internal void MoveToOuterDisposeScope()
    {
        foreach (var map in _self.Concat(_positional).Concat(_cross))
        {
            map.MoveToOuterDisposeScope();
        }
    }

    /// <summary>Moves the maps that were added last into the outer dispose scope.</summary>
    internal void MoveLastToOuterDisposeScope()
    {
        foreach (var maps in new[] { _self, _positional, _cross }.Where(maps => maps.Count > 0))
        {
            maps[^1].MoveToOuterDisposeScope();
        }
    }
}
