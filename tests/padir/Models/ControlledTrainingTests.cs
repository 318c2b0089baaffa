using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

/// <summary>
/// The recipes of the controlled pair, from scratch, against the exact distribution: a quarter of an hour on two cores, so a slow test. The bounds are what the engine is asked for;
/// sources are held out.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ControlledTrainingTests : IDisposable
{
    private const int Sources = 1000;

    private static readonly DecodingOptions Loop = new() { Iterations = 10, Input = InputScheme.MaskRange, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected };

    private readonly TemporaryFolder _folder = new();
    private readonly ControlledGrammar _grammar = new(1);
    private readonly int[][] _sources;

    public ControlledTrainingTests()
    {
        var corpus = new PairCorpus(_grammar, 1);
        _sources = [.. Enumerable.Range(0, Sources).Select(i => corpus.Pair(PairSplit.Test, i).Source)];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_recipes_learn_the_pair()
    {
        using (var teacher = Train("controlled-ar"))
        {
            Assert.InRange(Valid(teacher.Autoregressive(_sources, new AutoregressiveOptions(), cancel: TestContext.Current.CancellationToken).Select(target => target.Tokens)), 0.99, 1);
        }

        using (var raw = Train("controlled-padir-raw"))
        {
            Assert.InRange(OneStepDistance(raw), 0, 0.05);
        }

        using var distilled = Train("controlled-padir");
        Assert.InRange(Valid(distilled.Parallel(_sources, new ParallelSettings { Loop = Loop }, TestContext.Current.CancellationToken).Select(sentence => sentence.Best.Tokens)), 0.97, 1);
    }

    private TranslationModel Train(string name)
    {
        var (checkpoints, work) = (Path.Combine(_folder.Root, "checkpoints"), Path.Combine(_folder.Root, "work"));
        var corpora = new CorpusLibrary(new CorpusStore(CorpusPlaces.Resolve(_folder.Root, null, _folder.Root)));
        TrainingJob.Run(Recipes.Find(name)!, new TrainingPlaces(corpora, checkpoints, Path.Combine(checkpoints, name), work), cancel: TestContext.Current.CancellationToken);
        return TranslationModel.Load(Path.Combine(checkpoints, name));
    }

    private double Valid(IEnumerable<IReadOnlyList<int>> targets) =>
        _sources.Zip(targets).Count(pair => _grammar.Translations(pair.First).Translations.Any(valid => valid.Tokens.SequenceEqual(pair.Second))) / (double)Sources;

    // The mean over positions of TV(model, exact), both given the source, the length and nothing but masks.
    private double OneStepDistance(TranslationModel model)
    {
        var ideal = new IdealDecodingModel(_grammar, _sources);
        var tokens = DecodingTokens.Of(_grammar.Vocabulary);
        var options = new DecodingOptions();
        DecodingQuery[] queries =
        [
            .. _sources.Select((_, i) => ideal.Lengths(i, options)[0]).Select((length, i) =>
                new DecodingQuery(i, [.. Enumerable.Range(0, length).Select(tokens.MaskAt), tokens.End], [.. Enumerable.Range(0, length)])),
        ];
        var (sum, positions) = (0.0, 0);
        foreach (var query in queries)
        {
            var exact = Probabilities(ideal, query, _grammar.Vocabulary.Count);
            var learned = model.Asking([_sources[query.Source]], network => Probabilities(network, query with { Source = 0 }, _grammar.Vocabulary.Count));
            sum += exact.Zip(learned, (p, q) => p.Zip(q, (a, b) => Math.Abs(a - b)).Sum() / 2).Sum();
            positions += exact.Length;
        }

        return sum / positions;
    }

    private static double[][] Probabilities(IDecodingModel model, DecodingQuery query, int size)
    {
        double[][] rows = [];
        model.Logits([query], (logits, _) => rows = [.. logits.ToArray().Chunk(size).Select(Softmax)]);
        return rows;
    }

    private static double[] Softmax(float[] logits)
    {
        var most = logits.Max();
        double[] weights = [.. logits.Select(x => Math.Exp((double)x - most))];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
