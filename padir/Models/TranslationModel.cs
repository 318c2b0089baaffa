using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Inference;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Models;

/// <summary>Translates token ids with a trained model, in batches of similar lengths. The caller disposes of it.</summary>
/// <param name="model">The model in evaluation mode, which this object disposes of.</param>
/// <param name="tokens">The special ids.</param>
/// <param name="identity">The model's vocabulary and direction; null if it is not from a checkpoint.</param>
/// <param name="blankBias">On a canvas, the <see cref="DecodingOptions.BlankBias"/> if the settings name none.</param>
public sealed class TranslationModel(
    PadirModel model, DecodingTokens tokens, ModelIdentity? identity = null, double blankBias = 0) : IDisposable
{
    private readonly Examples _examples = new(model.Config, tokens);
    private readonly Lazy<PreparedWeights> _weights = new(() => new PreparedWeights(model.Network));

    private readonly ModelIdentity? _identity = identity;

    /// <summary>The model.</summary>
    public PadirModel Model => model;

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="folder">The checkpoint's.</param>
    /// <param name="device">The device of the tensors; null for the processor.</param>
    /// <exception cref="CheckpointException">
    /// There is no checkpoint, it is damaged, or its vocabulary has changed since training.
    /// </exception>
    public static TranslationModel Load(string folder, Device? device = null)
    {
        var manifest = Checkpoint.Describe(folder);
        var tokens = TokenCodec.Of(manifest).Tokens;
        var model = Checkpoint.Load(folder);
        if (device is not null)
        {
            model.to(device);
        }

        return new(model, tokens, manifest.Identity, manifest.BlankBias ?? 0);
    }

    /// <summary>Checks that another model can score this model's candidates.</summary>
    /// <exception cref="DecodingException">The other model is not autoregressive, or has another vocabulary or direction.</exception>
    public void RequireRescorer(TranslationModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var theirConfig = other.Model.Config;
        if (theirConfig.Decoder != DecoderMode.Causal || theirConfig.Network.VocabularySize != model.Config.Network.VocabularySize)
        {
            throw new DecodingException("the rescorer must be an autoregressive model with the same vocabulary");
        }

        if (other._identity is { } theirs && _identity?.Unlike(theirs) is { } difference)
        {
            throw new DecodingException($"the rescorer must have the model's vocabulary and direction: {difference}");
        }
    }

    /// <summary>Translates autoregressively.</summary>
    /// <param name="sources">The sources, without end token.</param>
    /// <param name="options">Beam width and length limit.</param>
    /// <param name="batch">The number of sources decoded together.</param>
    /// <param name="limited">Whether the source also limits the length of its target (<see cref="LengthLimit"/>).</param>
    /// <param name="progress">Receives the share of sources done.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <returns>One translation for each source.</returns>
    /// <exception cref="DecodingException">An option is out of its range.</exception>
    public DecodedTarget[] Autoregressive(
        IReadOnlyList<int[]> sources,
        AutoregressiveOptions options,
        int batch = 128,
        bool limited = true,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        using var decoder = new AutoregressiveDecoder(
            model.Network, options with { MaxLength = Math.Min(options.MaxLength, model.Config.Lengths.MaxLength) }, _weights.Value);
        return InBatches(sources, batch, progress, cancel, (_, rows) => decoder.Decode(Ids(rows), limited ? Longest(rows) : null, cancel));
    }

    /// <summary>Translates with parallel decoding.</summary>
    /// <param name="sources">The sources, without end token.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <exception cref="DecodingException">
    /// An option is out of range, the model has no length predictor and no lengths are given, or <see cref="RequireRescorer"/> refuses
    /// the rescorer.
    /// </exception>
    public DecodedSentence[] Parallel(IReadOnlyList<int[]> sources, ParallelSettings settings, CancellationToken cancel = default) =>
        Parallel(sources, [settings], cancel)[0];

    /// <summary>
    /// Translates with several settings of parallel decoding. The results equal those of separate calls, but the sources are encoded once,
    /// and identical queries of the decoding loops, such as those of their first iterations, are deduplicated.
    /// </summary>
    /// <param name="sources">The sources, without end token.</param>
    /// <param name="ways">At least one set of settings. All have the same batch size.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <returns>For each set of settings one translation for each source.</returns>
    /// <exception cref="ArgumentException">There are no settings, or their batch sizes differ.</exception>
    /// <exception cref="DecodingException">As for one set of settings.</exception>
    public DecodedSentence[][] Parallel(
        IReadOnlyList<int[]> sources, IReadOnlyList<ParallelSettings> ways, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ways);
        var size = ways.Select(way => way.Batch).Distinct().Count() == 1
            ? ways[0].Batch
            : throw new ArgumentException("at least one set of settings is needed, and all must have the same batch size", nameof(ways));
        foreach (var rescorer in ways.Select(way => way.Rescorer).OfType<TranslationModel>())
        {
            RequireRescorer(rescorer);
        }

        ParallelTranslation[] prepared = [.. ways.Select(way => new ParallelTranslation(model, tokens, way, blankBias))];
        var translated = InBatches(sources, size, null, cancel, (places, rows) =>
        {
            var source = Encode(rows);
            using var asked = Asked(source, rows, cancel);
            var begun = prepared.Select(way => way.Begin(source, places, rows, asked)).ToArray();
            DecodingBatch.Run(asked, [.. begun.Select(way => way.Batch)]);
            IReadOnlyList<DecodedSentence>[] finished = [.. begun.Select(way => way.Finish())];
            return rows.Select((_, row) => finished.Select(sentences => sentences[row]).ToArray());
        });
        return [.. ways.Select((_, way) => translated.Select(each => each[way]).ToArray())];
    }

    /// <summary>Evaluates the model outside of translation, with queries as in the decoding loop, on one batch of sources.</summary>
    /// <param name="sources">The sources, without end token. Queries name a source by its index.</param>
    /// <param name="ask">Receives the model, which is valid only during the call.</param>
    public T Asking<T>(IReadOnlyList<int[]> sources, Func<IDecodingModel, T> ask)
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        using var asked = Asked(Encode([.. sources]), [.. sources]);
        return ask(asked);
    }

    /// <summary>Returns the decoder's self-attention between the positions of targets, averaged over layers and heads.</summary>
    /// <param name="sources">The sources, without end token.</param>
    /// <param name="targets">The decoder's input for each source.</param>
    /// <returns>For each target an L × L matrix, whose row i holds the attention of position i to all positions and sums to 1.</returns>
    public float[][,] SelfAttention(IReadOnlyList<int[]> sources, IReadOnlyList<IReadOnlyList<int>> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var run = model.Network.Decode(
            Encode([.. sources]),
            TokenRows.ToTensor(targets, model.Network.Config, model.Network.Device),
            DecoderMode.Parallel,
            withMaps: true);
        var mean = stack(run.Maps!.Self).mean([0, 2]).to(ScalarType.Float32).cpu().contiguous(); // (N, B, H, L, L) → (B, L, L)
        var (values, longest) = (mean.data<float>().ToArray(), (int)mean.shape[1]);
        return [.. targets.Select((target, row) =>
        {
            var map = new float[target.Count, target.Count];
            for (var i = 0; i < target.Count; i++)
            {
                for (var j = 0; j < target.Count; j++)
                {
                    map[i, j] = values[(((row * longest) + i) * longest) + j];
                }
            }

            return map;
        })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_weights.IsValueCreated)
        {
            _weights.Value.Dispose();
        }

        model.Dispose();
    }

    /// <summary>Chooses among candidates by the probabilities of this model, which must be autoregressive.</summary>
    internal IReadOnlyList<DecodedSentence> Rescore(int[][] rows, IReadOnlyList<DecodedSentence> sentences, double? alpha) =>
        new AutoregressiveScorer(model.Network).Rescore(Encode(rows), sentences, alpha);

    private NetworkDecodingModel Asked(EncodedSource source, int[][] rows, CancellationToken cancel = default)
    {
        int[][] ids = [.. rows.Select(row => _examples.Source(row))];
        AddedTokens Added(IReadOnlyList<DecodingQuery> batch, long length) =>
            CanvasInput.Of([.. batch.Select(query => query.Tokens)], [.. batch.Select(query => ids[query.Source])], length, tokens);
        return new(model.Network, source, model.Rejecter, _weights.Value, model.Config.IsCanvas ? Added : null, cancel);
    }

    private static int[] Longest(int[][] sources) => [.. sources.Select(source => LengthLimit.Of(source.Length))];

    private EncodedSource Encode(int[][] sources) => EncoderPass.Encode(model.Network, _weights.Value, Ids(sources));

    private Tensor Ids(int[][] sources) =>
        TokenRows.ToTensor([.. sources.Select(source => _examples.Source(source))], model.Network.Config, model.Network.Device);

    // On a processor, as many batches run at a time as libtorch has threads. On another device, one batch uses the whole device.
    private T[] InBatches<T>(
        IReadOnlyList<int[]> sources,
        int size,
        IProgress<double>? progress,
        CancellationToken cancel,
        Func<int[], int[][], IEnumerable<T>> work) =>
        SentenceBatches.Run(sources, size, model.Network.Device.type == DeviceType.CPU ? get_num_threads() : 1, progress, cancel, work);
}
