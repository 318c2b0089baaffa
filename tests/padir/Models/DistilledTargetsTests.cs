using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
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
        var whole = DistilledTargets.Of(Teacher, Sources, 1, Path.Combine(folder.Root, "whole"), cancel: never);
        var cache = Path.Combine(folder.Root, "pieces");
        using var stop = new CancellationTokenSource();
        var stops = new StopAt(0.4, stop);
        Assert.ThrowsAny<OperationCanceledException>(() => DistilledTargets.InPieces(Teacher, Sources, 1, cache, 4, progress: stops, cancel: stop.Token));
        Assert.Equal(4, File.ReadAllLines(Assert.Single(Directory.GetFiles(cache, "*.part"))).Length);

        var shares = new Shares();
        Assert.Equal(whole, DistilledTargets.InPieces(Teacher, Sources, 1, cache, 4, progress: shares, cancel: never));
        Assert.All(shares.Seen, share => Assert.True(share > 0.4, $"{share} was decoded a second time"));
        Assert.EndsWith(".targets", Assert.Single(Directory.GetFiles(cache)));
        Assert.Equal(whole, DistilledTargets.Of(Teacher, Sources, 1, cache, cancel: never));
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
