using Gmlm.Padir.Decoding;
using Gmlm.Padir.Inference;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// Autoregressive decoding, greedy or with a beam, in batches and with a key/value cache: the baseline of parallel decoding. The
/// constructor reads the network's weights and prepares them for any number of batches; a change of the weights needs a new decoder. For a
/// few rows, one libtorch thread is faster than several.
/// </summary>
public sealed class AutoregressiveDecoder : IDisposable
{
    private readonly T5Network _network;
    private readonly AutoregressiveOptions _options;
    private readonly PreparedWeights _weights;
    private readonly bool _owned;

    /// <summary>Makes a decoder.</summary>
    /// <param name="network">The network in evaluation mode, with weights of causal training. The caller keeps it.</param>
    /// <param name="options">Beam width and length limits.</param>
    /// <exception cref="DecodingException">An option is out of its range, or the network is in training mode.</exception>
    public AutoregressiveDecoder(T5Network network, AutoregressiveOptions options) : this(network, options, null)
    {
    }

    /// <summary>Makes a decoder from prepared weights, which the caller keeps; with null the decoder prepares its own.</summary>
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
            // The start token takes a position; the end token is never an input.
            DecodingOptions.Require(
                nameof(options.MaxLength),
                options.MaxLength,
                options.MaxLength < network.Config.Positions,
                $"less than the {network.Config.Positions} positions of the network");
        }

        (_weights, _owned) = (weights ?? new PreparedWeights(network), weights is null);
    }

    /// <summary>Translates a batch. The result of a source does not depend on the others in the batch.</summary>
    /// <param name="sourceIds">int64 (S, length), each id below the vocabulary's size; shorter rows end in padding.</param>
    /// <param name="longest">
    /// The longest target of each source in words, where it is less than the options allow; null for the options alone.
    /// </param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>One target per source.</returns>
    /// <exception cref="ArgumentException">The ids do not have that shape or type.</exception>
    /// <exception cref="InvalidOperationException">A logit is not a number.</exception>
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

    /// <summary>Frees the prepared weights, if the decoder made them; the network is not disposed of.</summary>
    public void Dispose()
    {
        if (_owned)
        {
            _weights.Dispose();
        }
    }
}
