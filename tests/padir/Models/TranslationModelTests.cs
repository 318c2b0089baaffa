using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Training;
using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

public sealed class TranslationModelTests
{
    [Fact]
    public void SelfAttentionIsTheMeanOfTheMapsAndIndependentOfOtherRows()
    {
        var model = new PadirModel(TinyTask.Config());
        model.eval();
        using var translation = new TranslationModel(model, TinyTask.Tokens);
        int[][] sources = [[4, 5, 6, 7], [8, 9]];
        int[][] targets = [TinyTask.Tokens.Input(InputScheme.MaskRange, 5, new Random(1)), TinyTask.Tokens.Input(InputScheme.MaskRange, 2, new Random(1))];

        var together = translation.SelfAttention(sources, targets);
        Assert.Equal([6, 3], together.Select(map => map.GetLength(0)));
        for (var row = 0; row < sources.Length; row++)
        {
            var alone = Assert.Single(translation.SelfAttention([sources[row]], [targets[row]]));
            for (var i = 0; i < targets[row].Length; i++)
            {
                Assert.Equal(1, Enumerable.Range(0, targets[row].Length).Sum(j => together[row][i, j]), 1e-5);
                Assert.All(Enumerable.Range(0, targets[row].Length), j => Assert.Equal(alone[i, j], together[row][i, j], 1e-5));
            }
        }

        // The masks differ by position, so that positions have different attention.
        Assert.True(Math.Abs(together[0][0, 1] - together[0][3, 1]) > 1e-6);
    }

    [Fact]
    public void SeveralDecodingsAtOnceGiveTheResultsOfEachAlone()
    {
        using var translation = new TranslationModel(new PadirModel(TinyTask.Config()), TinyTask.Tokens);
        translation.Model.eval();
        int[][] sources = [[4, 5, 6, 7], [8, 9], [10, 11, 12, 13, 14, 15], [16, 17, 18]];
        var settings = new ParallelSettings
        {
            Loop = new DecodingOptions { Input = InputScheme.MaskRange, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected, Temperature = 1, BeamLength = 3 },
            Refinement = new KGibbsOptions { Steps = 3 },
            Lengths = [4, 5, 6, 3],
            Batch = 2,
        };
        ParallelSettings[] ways =
        [
            settings with { Loop = settings.Loop with { Iterations = 1 } },
            settings,
            settings with { Refinement = null },
            settings with { Lengths = [3, 3, 7, 4], Seed = 5 },
            settings with { Loop = settings.Loop with { Iterations = 2, BeamLength = 1 } },
        ];

        var together = translation.Parallel(sources, ways, TestContext.Current.CancellationToken);
        foreach (var (way, sentences) in ways.Zip(together))
        {
            var alone = translation.Parallel(sources, way, TestContext.Current.CancellationToken);
            Assert.Equal(alone.Select(sentence => sentence.Best.Tokens), sentences.Select(sentence => sentence.Best.Tokens));
            Assert.Equal(alone.Select(sentence => sentence.Best.Score), sentences.Select(sentence => sentence.Best.Score), (x, y) => Math.Abs(x - y) < 1e-4);
        }

        Assert.Equal(ways.Length, together.Select(sentences => string.Join(" | ", sentences.Select(sentence => string.Join(' ', sentence.Best.Tokens)))).Distinct().Count());
        Assert.Contains("same batch size", Assert.Throws<ArgumentException>(() => translation.Parallel(sources, [settings, settings with { Batch = 3 }], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneSentenceManyTimesIsDrawnAnewEachTime()
    {
        using var translation = Untrained();
        const int Times = 200;
        int[][] sources = [.. Enumerable.Repeat<int[]>([4, 5, 6, 7], Times)];
        foreach (var settings in Drawing(Times))
        {
            string[] outputs = [.. Outputs(translation, sources, settings)];
            Assert.InRange(outputs.Distinct().Count(), Times / 2, Times);
            foreach (var period in Enumerable.Range(1, Times / 2))
            {
                Assert.Contains(Enumerable.Range(0, Times - period), i => outputs[i] != outputs[i + period]);
            }
        }
    }

    [Fact]
    public void WhatIsDrawnDependsNeitherOnBatchesNorOnCalls()
    {
        using var translation = Untrained();
        int[] Source(int i) => [.. Enumerable.Range(0, 1 + (i * 5 % 7)).Select(k => 4 + ((i + (3 * k)) % 26))];
        int[][] sources = [.. Enumerable.Range(0, 50).Select(Source)];
        foreach (var settings in Drawing(sources.Length))
        {
            string[] expected = [.. Outputs(translation, sources, settings with { Batch = 1 })];
            Assert.Equal(expected, Outputs(translation, sources, settings with { Batch = 7 }));
            Assert.Equal(expected, Outputs(translation, sources, settings with { Batch = 16 }));

            // As the command line does: a part of the input at a time.
            ParallelSettings From(int first, int count) =>
                settings with { FirstSentence = first, Lengths = [.. settings.Lengths!.Skip(first).Take(count)] };
            Assert.Equal(expected, sources.Chunk(20).SelectMany((some, part) => Outputs(translation, some, From(20 * part, some.Length))));
            Assert.NotEqual(expected, Outputs(translation, sources, settings with { Seed = 2 }));
        }
    }

    [Fact]
    public void ACandidateDrawsAsMuchTheSameWhateverElseIsTried()
    {
        var streams = new CandidateStreams(3, [10, 11]);
        Candidate[] candidates = [new(0, 4), new(0, 4), new(0, 5), new(1, 4)];
        long[] First(IReadOnlyList<Random> randoms) => [.. randoms.Select(random => random.NextInt64())];
        var loop = First(streams.ForLoop(candidates));
        Assert.Equal(8, loop.Concat(First(streams.ForRefinement(candidates))).Distinct().Count());
        Assert.Equal([loop[2], loop[0], loop[1]], First(streams.ForLoop([new(0, 5), new(0, 4), new(0, 4)])));
        Assert.Equal(loop[3], First(new CandidateStreams(3, [11]).ForLoop([new(0, 4)]))[0]);
    }

    private static TranslationModel Untrained()
    {
        var translation = new TranslationModel(new PadirModel(TinyTask.Config()), TinyTask.Tokens);
        translation.Model.eval();
        return translation;
    }

    // All that draws: random first words, words by temperature, noise on confidences, k-Gibbs steps.
    private static ParallelSettings[] Drawing(int sources)
    {
        var basis = new ParallelSettings
        {
            Loop = new DecodingOptions { Iterations = 2, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected, MaxLength = 8 },
            Lengths = [.. Enumerable.Range(0, sources).Select(_ => 6)],
        };
        return
        [
            basis with { Loop = basis.Loop with { Temperature = 1 } },
            basis with { Loop = basis.Loop with { Input = InputScheme.Random, ParallelDecodes = 2, Temperature = 1, ConfidenceNoise = 1 } },
            basis with { Refinement = new KGibbsOptions { Steps = 6 } },
        ];
    }

    private static IEnumerable<string> Outputs(TranslationModel translation, int[][] sources, ParallelSettings settings) => translation
        .Parallel(sources, settings, TestContext.Current.CancellationToken).Select(sentence => string.Join(' ', sentence.Best.Tokens));
}
