using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Model;
using Gmlm.Padir.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Models;

/// <summary>A trained model with its language: token ids in, token ids out, in batches of like lengths. Dispose of it.</summary>
/// <param name="model">In evaluation mode; becomes this one's.</param>
/// <param name="tokens">The special ids.</param>
public sealed class TranslationModel(PadirModel model, DecodingTokens tokens) : IDisposable
{
    private readonly Examples _examples = new(model.Config, tokens);

    /// <summary>The model.</summary>
    public PadirModel Model => model;

    /// <summary>Of a checkpoint.</summary>
    /// <exception cref="CheckpointException">It is none, or damaged.</exception>
    public static TranslationModel Load(string folder) => new(Checkpoint.Load(folder), Language.Of(Checkpoint.Describe(folder).Recipe).Tokens);

    /// <summary>Autoregressive translations.</summary>
    /// <param name="sources">Without end.</param>
    /// <param name="options">Greedy, or a beam.</param>
    /// <param name="batch">Sources decoded together.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancel">Stops between batches.</param>
    /// <returns>One per source.</returns>
    /// <exception cref="DecodingException">An option is out of range.</exception>
    public DecodedTarget[] Autoregressive(IReadOnlyList<int[]> sources, AutoregressiveOptions options, int batch = 128, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var decoder = new AutoregressiveDecoder(model.Network, options with { MaxLength = Math.Min(options.MaxLength, model.Config.Lengths.MaxLength) });
        return InBatches(sources, batch, progress, cancel, (_, rows) => decoder.Decode(Ids(rows)));
    }

    /// <summary>Parallel translations.</summary>
    /// <param name="sources">Without end.</param>
    /// <param name="options">The loop's.</param>
    /// <param name="seed">Of what is random in it.</param>
    /// <param name="batch">Sources decoded together; each may have several candidates.</param>
    /// <param name="lengths">The gold lengths, for a model without predictor.</param>
    /// <param name="trace">Whether to keep what changed when.</param>
    /// <exception cref="DecodingException">An option is out of range, or the model has no length predictor and no lengths are given.</exception>
    public DecodedSentence[] Parallel(
        IReadOnlyList<int[]> sources, DecodingOptions options, int seed = 1, int batch = 128, IReadOnlyList<int>? lengths = null, bool trace = false, CancellationToken cancel = default)
    {
        if (model.Lengths is null && lengths is null)
        {
            throw new DecodingException("the model has no length predictor; the lengths must be given");
        }

        var decoder = new ParallelDecoder(options with { MaxLength = Math.Min(options.MaxLength, model.Config.Lengths.MaxLength) }, tokens);
        return InBatches(sources, batch, null, cancel, (places, rows) =>
        {
            var source = model.Network.Encode(Ids(rows));
            var tried = lengths is null
                ? model.Lengths!.Candidates(source, options with { MaxLength = Math.Min(options.MaxLength, model.Config.Lengths.MaxLength) })
                : [.. places.Select(place => LengthCandidates.Around(lengths[place], options))];
            using var asked = new NetworkDecodingModel(model.Network, source, model.Rejecter);
            return decoder.Translate(asked, tried, new CandidateRandom(seed), trace);
        });
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private Tensor Ids(int[][] sources) => TokenRows.ToTensor([.. sources.Select(source => _examples.Source(source))], model.Network.Config, model.Network.Device);

    // Sources of like lengths together, results in the order of the sources.
    private static T[] InBatches<T>(IReadOnlyList<int[]> sources, int size, IProgress<double>? progress, CancellationToken cancel, Func<int[], int[][], IEnumerable<T>> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var results = new T[sources.Count];
        var done = 0;
        foreach (var batch in Enumerable.Range(0, sources.Count).OrderBy(i => sources[i].Length).Chunk(size))
        {
            cancel.ThrowIfCancellationRequested();
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            foreach (var (place, result) in batch.Zip(work(batch, [.. batch.Select(i => sources[i])])))
            {
                results[place] = result;
            }

            progress?.Report((done += batch.Length) / (double)sources.Count);
        }

        return results;
    }
}
