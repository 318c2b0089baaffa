using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

/// <summary>
/// Trains the recipes of the controlled pair from scratch, which takes most of an hour on two cores, and evaluates them on held-out
/// sources. The experiment trained-pair measures how near the committed models come to the exact distribution.
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

        using var distilled = Train("controlled-padir");
        Assert.InRange(Valid(distilled.Parallel(_sources, new ParallelSettings { Loop = Loop }, TestContext.Current.CancellationToken).Select(sentence => sentence.Best.Tokens)), 0.95, 1);
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
}
