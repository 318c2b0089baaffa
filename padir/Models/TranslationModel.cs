using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Inference;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Models;

/// <summary>A trained model with its language: token ids in, token ids out, in batches of like lengths. Dispose of it.</summary>
/// <param name="model">In evaluation mode; becomes this one's.</param>
/// <param name="tokens">The special ids.</param>
/// <param name="identity">Its vocabulary and direction; null where it is of no checkpoint.</param>
/// <param name="blankBias">On a canvas: <see cref="DecodingOptions.BlankBias"/> where settings name none.</param>
public sealed class TranslationModel(
    PadirModel model, DecodingTokens tokens, ModelIdentity? identity = null, double blankBias = 0) : IDisposable
{
    private readonly Examples _examples = new(model.Config, tokens);
    private readonly Lazy<PreparedWeights> _weights = new(() => new PreparedWeights(model.Network));

    private readonly ModelIdentity? _identity = identity;

    /// <summary>The model.</summary>
    public PadirModel Model => model;

    /// <summary>Of a checkpoint.</summary>
    /// <param name="folder">The checkpoint's.</param>
    /// <param name="device">Where its tensors are; null: in the processor's memory.</param>
    /// <exception cref="CheckpointException">It is none, or damaged, or its vocabulary is another one.</exception>
    public static TranslationModel Load(string folder, Device? device = null)
    {
        var manifest = Checkpoint.Describe(folder);
        var tokens = Language.Of(manifest).Tokens;
        var model = Checkpoint.Load(folder);
        if (device is not null)
        {
            model.to(device);
        }

        return new(model, tokens, manifest.Identity, manifest.BlankBias ?? 0);
    }

    /// <summary>Holds another model against this one, whose candidates it is to choose among.</summary>
    /// <exception cref="DecodingException">It is not autoregressive, or has another vocabulary or direction.</exception>
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

    /// <summary>Autoregressive translations.</summary>
    /// <param name="sources">Without end.</param>
    /// <param name="options">Greedy, or a beam.</param>
    /// <param name="batch">Sources decoded together.</param>
    /// <param name="limited">Whether targets are limited by their sources (<see cref="LengthLimit"/>), and not by the options
    /// alone.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <returns>One per source.</returns>
    /// <exception cref="DecodingException">An option is out of range.</exception>
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

    /// <summary>Parallel translations.</summary>
    /// <param name="sources">Without end.</param>
    /// <param name="settings">How.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <exception cref="DecodingException">
    /// An option is out of range, the model has no length predictor and no lengths are given, or <see cref="RequireRescorer"/> refuses the
    /// rescorer.
    /// </exception>
    public DecodedSentence[] Parallel(IReadOnlyList<int[]> sources, ParallelSettings settings, CancellationToken cancel = default) =>
        Parallel(sources, [settings], cancel)[0];

    /// <summary>
    /// Parallel translations in several ways: as good as one after another, but the sources are encoded once, and what the loops ask alike,
    /// as all do in their first iteration, is asked once.
    /// </summary>
    /// <param name="sources">Without end.</param>
    /// <param name="ways">How; at least one, with batches of the same size.</param>
    /// <param name="cancel">Stops between two network evaluations.</param>
    /// <returns>For each way one per source.</returns>
    /// <exception cref="ArgumentException">There is no way, or their batches differ in size.</exception>
    /// <exception cref="DecodingException">As above.</exception>
    public DecodedSentence[][] Parallel(
        IReadOnlyList<int[]> sources, IReadOnlyList<ParallelSettings> ways, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ways);
        var size = ways.Select(way => way.Batch).Distinct().Count() == 1
            ? ways[0].Batch
            : throw new ArgumentException("There must be a way, and several need batches of one size.", nameof(ways));
        foreach (var rescorer in ways.Select(way => way.Rescorer).OfType<TranslationModel>())
        {
            RequireRescorer(rescorer);
        }

        ParallelWay[] prepared = [.. ways.Select(way => new ParallelWay(model, tokens, way, blankBias))];
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

    /// <summary>Asks the network as the decoding loop does, in one batch: for what is to be known beside translations.</summary>
    /// <param name="sources">Without end; queries name them by their place.</param>
    /// <param name="ask">Gets the model, good during the call only.</param>
    public T Asking<T>(IReadOnlyList<int[]> sources, Func<IDecodingModel, T> ask)
    {
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        using var asked = Asked(Encode([.. sources]), [.. sources]);
        return ask(asked);
    }

    /// <summary>How much the positions of targets look at each other: the decoder's self-attention, a mean over layers and heads.</summary>
    /// <param name="sources">Without end.</param>
    /// <param name="targets">What the decoder reads, one for each source.</param>
    /// <returns>One for each, L × L: row i is how position i looks at all; it sums to 1.</returns>
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

    /// <summary>Chooses among the candidates by this model's probabilities, an autoregressive one's.</summary>
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

    // On a processor as many batches at a time as libtorch has threads; on another device one, which has the device alone.
    private T[] InBatches<T>(
        IReadOnlyList<int[]> sources,
        int size,
        IProgress<double>? progress,
        CancellationToken cancel,
        Func<int[], int[][], IEnumerable<T>> work) =>
        SentenceBatches.Run(sources, size, model.Network.Device.type == DeviceType.CPU ? get_num_threads() : 1, progress, cancel, work);
}
