using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Randomness;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;
using Gmlm.Reproduce.Claims.ControlledPair;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.ControlledPair;

/// <summary>The loss of one step and its parts, on a network of random weights, against sums over all translations.</summary>
public sealed class OneStepTests
{
    private static readonly ControlledGrammar Grammar = new(HeldOut.PairSeed);

    [Fact]
    public void TheLossIsTheDivergenceFromTheProduct()
    {
        TorchLibrary.EnsureLoadable();
        var items = HeldOut.Take(Grammar, 5);
        using var model = RandomModel();
        var measured = OneStep.Measure(model, Grammar, items.Select(MaskedTarget.All));

        var (loss, distance, positions) = (0.0, 0.0, 0);
        foreach (var item in items)
        {
            var q = Rows(model, item);
            foreach (var (tokens, p) in item.Given.Translations)
            {
                loss += p * (Math.Log(p) - tokens.Select((token, i) => Math.Log(q[i][token])).Sum()) / items.Length;
            }

            for (var i = 0; i < item.Length; i++, positions++)
            {
                distance += q[i].Select((value, token) => Math.Abs(value - item.Given.Marginals[i].GetValueOrDefault(token))).Sum() / 2;
            }
        }

        Assert.Equal(loss, measured.Loss, 3);
        Assert.Equal(distance / positions, measured.Distance, 5);
        Assert.Equal(items.Average(item => item.Given.TotalCorrelation), measured.Correlation, 12);
        Assert.True(measured.Loss > measured.Correlation, "no product loses less than that of the marginals");
    }

    [Fact]
    public void ThePerfectNetworkLosesTheTotalCorrelation()
    {
        var items = HeldOut.Take(Grammar, 100);
        var measured = OneStep.Measure(Grammar, items.Select(MaskedTarget.All));
        Assert.Equal(0, measured.Distance, 5);
        Assert.Equal(items.Average(item => item.Given.TotalCorrelation), measured.Loss, 4);
        Assert.True(measured.Loss > 1, "The sources leave something to lose.");
    }

    [Fact]
    public void ThePerfectNetworkKnowsTheConditionals()
    {
        var masked = HeldOut.Take(Grammar, 200).Select((item, i) => (Item: item, Seen: MaskedTarget.Random(item, SplitMix64.ForItem(1, 2, i)))).ToArray();
        Assert.All(masked, pair =>
        {
            Assert.NotEmpty(pair.Seen.Hidden);
            Assert.All(pair.Seen.Pattern.Zip(pair.Item.Target), words => Assert.True(words.First == words.Second || words.First == FixedLengthTranslations.Hidden));
        });
        Assert.InRange(masked.Sum(pair => pair.Seen.Hidden.Length) / (double)masked.Sum(pair => pair.Item.Length), 0.4, 0.6);
        var measured = OneStep.Measure(Grammar, masked.Select(pair => pair.Seen));
        Assert.Equal(0, measured.Distance, 5);
        Assert.Equal(measured.Correlation, measured.Loss, 4);
    }

    private static TranslationModel RandomModel() => new(
        new PadirModel(new PadirConfig
        {
            Network = new T5Config { VocabularySize = Grammar.Vocabulary.Count, Width = 16, HeadWidth = 8, Heads = 2, FeedForwardWidth = 16, EncoderLayers = 1, DecoderLayers = 1, StartId = PairVocabulary.Bos },
            Decoder = DecoderMode.Parallel,
            Lengths = new LengthOptions { MaxLength = ControlledGrammar.LongestSentence },
            Corruption = new CorruptionOptions { Input = InputScheme.MaskRange },
        }),
        DecodingTokens.Of(Grammar.Vocabulary));

    private static double[][] Rows(TranslationModel model, HeldOut item)
    {
        var tokens = DecodingTokens.Of(Grammar.Vocabulary);
        double[][] rows = [];
        var query = new DecodingQuery(0, [.. Enumerable.Range(0, item.Length).Select(tokens.MaskAt), tokens.End], [.. Enumerable.Range(0, item.Length)]);
        model.Asking([item.Source], network =>
        {
            network.Logits([query], (logits, _) => rows = [.. logits.ToArray().Chunk(Grammar.Vocabulary.Count).Select(Softmax)]);
            return 0;
        });
        return rows;
    }

    private static double[] Softmax(float[] logits)
    {
        double[] weights = [.. logits.Select(x => Math.Exp((double)x))];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
