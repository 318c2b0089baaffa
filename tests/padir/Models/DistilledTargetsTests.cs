using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

public sealed class DistilledTargetsTests
{
    private static readonly string Teacher = Path.Combine(Checkout.Root, "padir", "checkpoints", "controlled-ar");

    private static readonly int[][] Sources =
        [.. Enumerable.Range(0, 10).Select(i => new PairCorpus(new ControlledGrammar(1), 1).Pair(PairSplit.Validation, i).Source)];

    [Fact]
    public void A_stopped_translation_goes_on_with_the_next_piece_and_ends_alike()
    {
        using var folder = new TemporaryFolder();
        var never = TestContext.Current.CancellationToken;
        var whole = DistilledTargets.Of(Teacher, Sources, 1, false, Path.Combine(folder.Root, "whole"), cancel: never);
        var cache = Path.Combine(folder.Root, "pieces");
        using var stop = new CancellationTokenSource();
        var stops = new StopAt(0.4, stop);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            DistilledTargets.InPieces(Teacher, Sources, 1, false, cache, 4, progress: stops, cancel: stop.Token));
        Assert.Equal(4, File.ReadAllLines(Assert.Single(Directory.GetFiles(cache, "*.part"))).Length);

        var shares = new Shares();
        Assert.Equal(whole, DistilledTargets.InPieces(Teacher, Sources, 1, false, cache, 4, progress: shares, cancel: never));
        Assert.All(shares.Seen, share => Assert.True(share > 0.4, $"{share} was decoded a second time"));
        Assert.EndsWith(".targets", Assert.Single(Directory.GetFiles(cache)));
        Assert.Equal(whole, DistilledTargets.Of(Teacher, Sources, 1, false, cache, cancel: never));
    }

    /// <summary>A file with another number of translations than there are sources is not used, whatever made it.</summary>
    [Fact]
    public void A_file_that_lacks_a_translation_is_made_again()
    {
        using var folder = new TemporaryFolder();
        int[][] sources = Sources[..3];
        IReadOnlyList<int[]> Made() =>
            DistilledTargets.Of(Teacher, sources, 1, false, folder.Root, cancel: TestContext.Current.CancellationToken);
        var whole = Made();
        var file = Assert.Single(Directory.GetFiles(folder.Root));
        var lines = File.ReadAllLines(file);
        foreach (var other in new string[][] { lines[1..], [.. lines, lines[0]] })
        {
            File.WriteAllLines(file, other);
            Assert.Equal(whole, Made());
        }
    }

    [Fact]
    public void A_translation_without_an_end_is_a_target_only_where_such_ones_are_wanted()
    {
        using var folder = new TemporaryFolder();
        var teacher = Path.Combine(folder.Root, "untrained");
        var recipe = Checkpoint.Describe(Teacher).Recipe;
        using (var model = new PadirModel(recipe.Config))
        {
            CheckpointManifest Manifest(string sum) => new() { Recipe = recipe, WeightsSha256 = sum, ExamplesSha256 = "" };
            Checkpoint.Save(teacher, [.. model.Export()], eightBits: false, Manifest);
        }

        var never = TestContext.Current.CancellationToken;
        int[] Lengths(bool endless) =>
            [.. DistilledTargets.Of(teacher, Sources, 1, endless, folder.Root, cancel: never).Select(target => target.Length)];
        var longest = recipe.Config.Lengths.MaxLength;
        var (ended, all) = (Lengths(endless: false), Lengths(endless: true));
        Assert.Contains(longest, all);
        Assert.All(ended.Zip(all), pair => Assert.Equal(pair.Second == longest ? 0 : pair.Second, pair.First));
    }

    private sealed class StopAt(double share, CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= share)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Seen { get; } = [];

        public void Report(double value) => Seen.Add(value);
    }
}
