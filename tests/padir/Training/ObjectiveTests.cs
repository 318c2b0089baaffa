using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Training;

/// <summary>
/// Compares the losses of a batch with those of one sentence at a time, where there is no padding and no other row.
/// </summary>
public sealed class ObjectiveTests
{
    private const ulong Key = 7;
    private const int Sentences = 9; // of two to six words

    [Fact]
    public void Each_token_is_predicted_from_those_before_it()
    {
        using var model = Model(DecoderMode.Causal, new LossOptions { LabelSmoothing = 0 });
        var examples = TinyTask.Examples(model.Config, Sentences);
        var expected = examples.SelectMany(example => Enumerable.Range(0, example.Target.Length).Select(t =>
            Answer(model, example.Source, [model.Config.Network.StartId, .. example.Target[..t]], t, example.Target[t])));
        Same(expected, Sums(model, examples));
    }

    // Noised words that are kept count as noise, not as masks.
    [Theory]
    [InlineData(LossWeighting.All, 0, 0, true)]
    [InlineData(LossWeighting.Noise, 0, 0, false)]
    [InlineData(LossWeighting.Noise, 1, 1, true)]
    [InlineData(LossWeighting.Mask, 0, 0, false)]
    [InlineData(LossWeighting.Mask, 1, 1, false)]
    [InlineData(LossWeighting.Mask, 1, 0, true)]
    public void Only_the_positions_that_count_are_in_the_loss(LossWeighting weighting, double density, double correct, bool wordsCount)
    {
        var corruption = new CorruptionOptions { NoiseDensity = density, Correct = correct, Random = 0 };
        var loss = new LossOptions { LabelSmoothing = 0, Weighting = weighting };
        using var model = Model(DecoderMode.Parallel, loss, corruption: corruption);
        var examples = TinyTask.Examples(model.Config, Sentences);
        var isMasked = density == 1 && correct == 0;
        var expected = examples.SelectMany(example =>
        {
            int[] seen = isMasked ? [.. example.Target[..^1].Select(_ => TinyTask.Tokens.Mask), TinyTask.Tokens.End] : example.Target;
            var counted = Enumerable.Range(0, seen.Length).Where(i => wordsCount || i == seen.Length - 1);
            return counted.Select(i => Answer(model, example.Source, seen, i, example.Target[i]));
        });
        Same(expected, Sums(model, examples));
    }

    [Fact]
    public void In_later_stages_all_positions_count()
    {
        var loss = new LossOptions { Weighting = LossWeighting.Noise, Stages = 3 };
        using var model = Model(DecoderMode.Parallel, loss, corruption: new CorruptionOptions { NoiseDensity = 0 });
        var examples = TinyTask.Examples(model.Config, Sentences);
        Assert.Equal(Sentences + (2 * examples.Sum(example => example.Target.Length)), Sums(model, examples).Tokens);
    }

    [Theory]
    [InlineData(LengthPredictorKind.Token)]
    [InlineData(LengthPredictorKind.Affine)]
    [InlineData(LengthPredictorKind.Fertility)]
    public void A_length_is_that_of_the_words_without_the_end(LengthPredictorKind kind)
    {
        using var scope = NewDisposeScope();
        using var model = Model(DecoderMode.Parallel, new LossOptions(), new LengthOptions { MaxLength = 8, Predictor = kind });
        int[][] words = [[4, 5, 6], [7, 8], [9, 10, 11, 12, 13]];
        var make = new Examples(model.Config, TinyTask.Tokens);
        Example[] examples = [.. words.Select(some => make.Of(some, some)!.Value)];

        var source = model.Network.Encode(Tensors.Ids(model.Config.Network, [.. examples.Select(example => example.Source)]));
        var expected = model.Lengths!.Loss(source, tensor(new long[] { 3, 2, 5 })).item<float>();
        Assert.Equal(expected, Sums(model, examples).PerLength, 1e-5);
        if (kind == LengthPredictorKind.Affine)
        {
            Assert.Equal(0, expected); // The predictor initially returns the source length, which is right here.
        }
    }

    private static PadirModel Model(DecoderMode mode, LossOptions loss, LengthOptions? lengths = null, CorruptionOptions? corruption = null)
    {
        var config = TinyTask.Config(mode);
        config = config with { Loss = loss, Lengths = lengths ?? config.Lengths, Corruption = corruption ?? config.Corruption };
        var model = new PadirModel(config);
        model.eval();
        return model;
    }

    private static LossSums Sums(PadirModel model, Example[] examples) =>
        new BatchLoss(model, TinyTask.Tokens, threads: 1).Of(examples, Key, gradients: false);

    // The loss −ln p of the wanted token at a position of one sentence, and whether it is the most probable token.
    private static (double Loss, bool IsRight) Answer(PadirModel model, int[] source, int[] seen, int position, int wanted)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var config = model.Config.Network;
        var logits = model.Network.Forward(Tensors.Ids(config, source), Tensors.Ids(config, seen), model.Config.Decoder); // (1, L, V)
        var logs = logits.log_softmax(-1)[0, position].Flat(); // (V)
        return (-logs[wanted], logs[wanted] == logs.Max());
    }

    private static void Same(IEnumerable<(double Loss, bool IsRight)> expected, LossSums actual)
    {
        var each = expected.ToArray();
        Assert.Equal((each.LongLength, each.LongCount(token => token.IsRight)), (actual.Tokens, actual.Right));
        Assert.Equal(each.Sum(token => token.Loss), actual.TokenLoss, 1e-4 * each.Length);
    }
}
