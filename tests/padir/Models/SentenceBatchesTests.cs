using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Tests.Training;
using Gmlm.Padir.Training;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Models;

public sealed class SentenceBatchesTests
{
    private static readonly int[][] Sources = [.. Enumerable.Range(0, 40).Select(i => Enumerable.Repeat(i, 1 + (i * 7 % 5)).ToArray())];

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void ResultsComeInTheOrderOfTheSourcesAndEveryPassHasOneThread(int threads)
    {
        using var caller = new TorchThreads(threads);
        var (shares, most) = (new List<double>(), 0);
        var results = SentenceBatches.Run(Sources, 3, threads, new Told(shares.Add), CancellationToken.None, (places, rows) =>
        {
            Assert.Equal(places.Select(place => Sources[place]), rows);
            Assert.InRange(rows.Max(row => row.Length) - rows.Min(row => row.Length), 0, 1); // Like lengths together.
            InterlockedMax(ref most, get_num_threads());
            return rows.Select(row => row[0]);
        });
        Assert.Equal(Enumerable.Range(0, Sources.Length), results);
        Assert.Equal(1, most);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        Assert.Equal(threads, get_num_threads());

        // A thread that libtorch has not seen begins with as many as the others.
        var fresh = 0;
        var thread = new Thread(() => fresh = get_num_threads());
        thread.Start();
        thread.Join();
        Assert.Equal(threads, fresh);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void ABatchThatFailsIsTheLastThatBegins(int threads)
    {
        var begun = 0;
        using var failing = new ManualResetEventSlim();
        int[] Work()
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                failing.Set();
                throw new InvalidOperationException("the first");
            }

            failing.Wait();
            Thread.Sleep(50); // The first has long failed then.
            return [0];
        }

        var error = Assert.Throws<InvalidOperationException>(() =>
            SentenceBatches.Run<int>(Sources, 1, threads, null, CancellationToken.None, (_, _) => Work()));
        Assert.Equal("the first", error.Message);
        Assert.InRange(begun, 1, threads);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void NoBatchBeginsAfterACancellation(int threads)
    {
        using var cancel = new CancellationTokenSource();
        var begun = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => SentenceBatches.Run<int>(Sources, 1, threads, null, cancel.Token, (_, _) =>
        {
            Interlocked.Increment(ref begun);
            cancel.Cancel();
            return [0];
        }));
        Assert.InRange(begun, 1, threads);
    }

    [Fact]
    public void TranslationsDependOnNoNumberOfThreads()
    {
        int[] Source(int i) => [.. Enumerable.Range(0, 1 + (i * 5 % 7)).Select(k => 4 + ((i + (3 * k)) % 26))];
        int[][] sources = [.. Enumerable.Range(0, 30).Select(Source)];
        using var parallel = Untrained(DecoderMode.Parallel);
        using var causal = Untrained(DecoderMode.Causal);
        var settings = new ParallelSettings
        {
            Loop = new DecodingOptions { Iterations = 3, Temperature = 1, Rejecter = new LinearSchedule(), TopKLengths = 2, MaxLength = 8 },
            Refinement = new KGibbsOptions { Order = KGibbsOrder.SurestFirst, Steps = 3 },
            Batch = 4,
        };

        string[] Translated(int threads)
        {
            using var caller = new TorchThreads(threads);
            return
            [
                .. parallel.Parallel(sources, settings).Select(sentence => Shown(sentence.Best.Tokens, sentence.Best.Score)),
                .. causal.Autoregressive(sources, new(), 4).Select(target => Shown(target.Tokens, target.Score)),
                .. causal.Autoregressive(sources, new() { BeamWidth = 3 }, 4).Select(target => Shown(target.Tokens, target.Score)),
            ];
        }

        static string Shown(IReadOnlyList<int> tokens, double score) => FormattableString.Invariant($"{string.Join(' ', tokens)} {score:R}");

        var one = Translated(1);
        Assert.Equal(one, Translated(2));
        Assert.Equal(one, Translated(5));
    }

    private static TranslationModel Untrained(DecoderMode mode)
    {
        var translation = new TranslationModel(new PadirModel(TinyTask.Config(mode)), TinyTask.Tokens);
        translation.Model.eval();
        return translation;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }

    private sealed class Told(Action<double> told) : IProgress<double>
    {
        public void Report(double value) => told(value);
    }
}
