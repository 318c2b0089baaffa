using Gmlm.Padir.Decoding;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// Autoregressive decoding, greedy or with a beam, in batches, with a key/value cache: the baseline of parallel decoding. Reads the
/// network's weights when it is made, and has them ready for any number of batches; make another one when they have changed. For a few rows
/// one thread of torch's is faster than more.
/// </summary>
public sealed class AutoregressiveDecoder : IDisposable
{
    private readonly T5Network _network;
    private readonly AutoregressiveOptions _options;
    private readonly PreparedWeights _weights;
    private readonly bool _owned;

    /// <summary>A decoder.</summary>
    /// <param name="network">In evaluation mode; its weights are to be those of causal training. Stays the caller's.</param>
    /// <param name="options">Beam and lengths.</param>
    /// <exception cref="DecodingException">An option is out of its range, or the network is in training mode.</exception>
    public AutoregressiveDecoder(T5Network network, AutoregressiveOptions options) : this(network, options, null)
    {
    }

    /// <summary>A decoder from weights that are ready and stay the caller's; null: it makes them ready itself.</summary>
    internal AutoregressiveDecoder(T5Network network, AutoregressiveOptions options, PreparedWeights? weights)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        (_network, _options) = (network, options.Checked());
        if (network.training)
        {
            throw new DecodingException("the network is in training mode; decoding needs evaluation mode");
        }

        if (network.Config.PositionalAttention)
        {
            // The start token takes a position, the end none.
            DecodingOptions.Require(
                nameof(options.MaxLength),
                options.MaxLength,
                options.MaxLength < network.Config.Positions,
                $"less than the {network.Config.Positions} positions of the network");
        }

        (_weights, _owned) = (weights ?? new PreparedWeights(network), weights is null);
    }

    /// <summary>Translates a batch. Every source has the result it has alone.</summary>
    /// <param name="sourceIds">int64 (S, length), each below the vocabulary's size, filled up with padding.</param>
    /// <param name="longest">For each source, how many words its target may have, where that is less than the options allow.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>One target per source.</returns>
    /// <exception cref="ArgumentException">The ids are not of that shape or type.</exception>
    /// <exception cref="InvalidOperationException">The network gives logits that are no numbers.</exception>
    public IReadOnlyList<DecodedTarget> Decode(Tensor sourceIds, IReadOnlyList<int>? longest = null, CancellationToken cancel = default)
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var source = EncoderPass.Encode(_network, _weights, sourceIds);
        int[] limits = [.. Enumerable.Range(0, source.Rows).Select(i => Math.Min(_options.MaxLength, longest?[i] ?? int.MaxValue))];
        using var model = new IncrementalDecoder(_network, _weights, source, _options.BeamWidth, limits.Max() + 1, cancel);
        return _options.BeamWidth == 1
            ? GreedySearch.Decode(model, limits, _network.Config)
            : BeamSearch.Decode(model, limits, _options, _network.Config);
    }

    /// <summary>Gives the prepared weights back; the network stays.</summary>
    public void Dispose()
    {
        if (_owned)
        {
            _weights.Dispose();
        }
    }
}
