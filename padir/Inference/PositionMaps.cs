using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// The maps of positional attention in parallel mode. They depend on the length alone, not on words, so that sentences of equal length
/// share them. Since making the maps takes longer than a layer, those of usual lengths are kept.
/// </summary>
/// <param name="network">A network with positional attention.</param>
internal sealed class PositionMaps(T5Network network) : IDisposable
{
    private const int LongestKept = 64; // The maps of all lengths up to this one take 1.4 MB for each layer of four heads.

    private readonly Dictionary<int, Tensor[]> _kept = [];
    private readonly Lock _lock = new();

    /// <summary>Returns the maps of a batch of sequences; those of shorter sequences are filled up with zeros.</summary>
    /// <param name="lengths">The lengths of B sequences.</param>
    /// <returns>(B·H, L, L) for each layer, where L is the largest length. The caller disposes of them.</returns>
    public Tensor[] Of(IReadOnlyList<int> lengths)
    {
        var longest = lengths.Max();
        using var scope = NewDisposeScope();
        var maps = lengths.Distinct()
            .ToDictionary(length => length, length => Of(length).Select(map => Filled(map, longest - length)).ToArray());
        return
        [
            .. Enumerable.Range(0, network.Decoder.Layers.Count)
                .Select(layer => cat([.. lengths.Select(length => maps[length][layer])], 0).MoveToOuterDisposeScope()),
        ];
    }

    /// <summary>Disposes of the maps that are kept.</summary>
    public void Dispose()
    {
        foreach (var map in _kept.Values.SelectMany(maps => maps))
        {
            map.Dispose();
        }

        _kept.Clear();
    }

    private static Tensor Filled(Tensor map, int more) => more == 0 ? map : nn.functional.pad(map, [0, more, 0, more]);

    // (H, L, L) for each layer.
    private Tensor[] Of(int length)
    {
        if (length > LongestKept)
        {
            return Made(length);
        }

        lock (_lock)
        {
            if (!_kept.TryGetValue(length, out var maps))
            {
                _kept[length] = maps = [.. Made(length).Select(map => map.DetachFromDisposeScope())];
            }

            return maps;
        }
    }

    private Tensor[] Made(int length)
    {
        using var scope = NewDisposeScope();
        var positions = network.Decoder.AbsolutePositions!.narrow(0, 0, length).unsqueeze(0);  // (1, L, d)
        var bias = network.Decoder.Positions.Forward(length, length, bidirectional: true); // (1, H, L, L)
        return [.. network.Decoder.Layers.Select(layer => layer.Positional!.Map(positions, bias).squeeze(0).MoveToOuterDisposeScope())];
    }
}
