using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>Who looked where: one tensor per layer, rows summing to 1 over the last dimension.</summary>
public sealed class AttentionMaps
{
    private readonly List<Tensor> _self = [], _positional = [], _cross = [];

    /// <summary>Of the decoder to itself, (B, H, L, L) per layer.</summary>
    public IReadOnlyList<Tensor> Self => _self;

    /// <summary>Of positional attention, (B, H, L, L) per layer; empty without it.</summary>
    public IReadOnlyList<Tensor> Positional => _positional;

    /// <summary>Of the decoder to the source, (B, H, L, S) per layer.</summary>
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

    /// <summary>The same for the maps that the last layer added.</summary>
    internal void MoveLastToOuterDisposeScope()
    {
        foreach (var maps in new[] { _self, _positional, _cross }.Where(maps => maps.Count > 0))
        {
            maps[^1].MoveToOuterDisposeScope();
        }
    }
}
