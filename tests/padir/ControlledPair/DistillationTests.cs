using Gmlm.Padir.ControlledPair;
using Xunit;

namespace Gmlm.Padir.Tests.ControlledPair;

public class DistillationTests
{
    private static readonly TranslationDistribution Frogs = Grammars.One.Translations(Grammars.One.Vocabulary.Encode("friend the frogs watch a camel while they sing"));

    [Fact]
    public void One_target_per_source_takes_away_all_that_one_shot_decoding_loses()
    {
        Assert.True(Multimodality.Of(Frogs).TotalCorrelation > 1);
        foreach (var after in new[] { Distillation.ToMode(Frogs), Distillation.ToGreedy(Frogs) })
        {
            Assert.Equal(new Multimodality(1, 0, 0, 0, 1), Multimodality.Of(after));
            Assert.True(Frogs.Contains([.. after.Mode.Tokens]));
        }
    }

    [Fact]
    public void Greedy_is_not_always_the_mode()
    {
        // Token 1 is the more probable first token (0.6), but the most probable target starts with 2.
        var p = new TranslationDistribution([new([1, 3], 0.3), new([1, 4, 5], 0.3), new([2], 0.4)]);
        Assert.Equal([2], Distillation.ToMode(p).Mode.Tokens);
        Assert.Equal([1, 3], Distillation.ToGreedy(p).Mode.Tokens);
    }

    [Fact]
    public void Greedy_weighs_the_end_like_any_token()
    {
        Assert.Equal([1], Distillation.ToGreedy(new([new([1], 0.6), new([1, 2], 0.4)])).Mode.Tokens);
        Assert.Equal([1, 2], Distillation.ToGreedy(new([new([1], 0.4), new([1, 2], 0.6)])).Mode.Tokens);
    }

    [Fact]
    public void A_sampling_teacher_leaves_fewer_modes_and_its_effect_fades_with_its_outputs()
    {
        var before = Multimodality.Of(Frogs);
        var (few, many) = (Multimodality.Of(Distillation.ToSamples(Frogs, 3, new(1))), Multimodality.Of(Distillation.ToSamples(Frogs, 200_000, new(2))));
        Assert.InRange(few.Translations, 1, 3);
        Assert.True(few.TotalCorrelation < before.TotalCorrelation);
        Assert.Equal(before.Translations, many.Translations);
        Assert.Equal(before.Entropy, many.Entropy, 2);
        Assert.Equal(before.TotalCorrelation, many.TotalCorrelation, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Distillation.ToSamples(Frogs, 0, new(1)));
    }

    [Fact]
    public void Entropy_is_that_of_the_length_and_what_the_length_leaves_open()
    {
        foreach (var source in Grammars.Sources(Grammars.One, 17, 100))
        {
            var p = Grammars.One.Translations(source);
            var measured = Multimodality.Of(p);
            Assert.Equal(measured.LengthEntropy + p.Lengths.Sum(item => item.Value * p.GivenLength(item.Key)!.Entropy), measured.Entropy, 9);
            Assert.Equal(p.Lengths.Sum(item => item.Value * p.GivenLength(item.Key)!.TotalCorrelation), measured.TotalCorrelation, 9);
            Assert.InRange(measured.OneShotValid, 0, 1 + 1e-12);
        }
    }
}
