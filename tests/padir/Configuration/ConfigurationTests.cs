using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Model;
using Xunit;

namespace Gmlm.Padir.Tests.Configuration;

/// <summary>Configurations are read back as they were written, and an error names the wrong key.</summary>
public class ConfigurationTests
{
    private static readonly PadirConfig Full = new()
    {
        Network = Tensors.Tiny with { PositionalAttention = true },
        Lengths = new LengthOptions { Predictor = LengthPredictorKind.Fertility, MaxLength = 40, FertilityRange = 2 },
        Corruption = new CorruptionOptions { Input = InputScheme.MaskRange, NoiseDensity = 0.15, Correct = 0, Random = 0.2 },
        Loss = new LossOptions { Weighting = LossWeighting.Mask, LabelSmoothing = 0.2, ZLoss = 1e-4, Stages = 2, StageRejecter = StageRejecter.Learned },
        LearnedRejecter = true,
        Training = new TrainingOptions { Steps = 7, Decay = Decay.InverseSquareRoot, Frozen = Parts.Encoder | Parts.LengthPredictor },
    };

    [Fact]
    public void What_is_written_is_read_back() => Assert.Equal(Full, ConfigurationJson.Parse(ConfigurationJson.Format(Full)));

    [Fact]
    public void Every_recipe_is_read_back() => Assert.All(Recipes.All, recipe => Assert.Equal(recipe, Recipe.Parse(recipe.Format())));

    [Fact]
    public void Every_recipe_is_made_from_recipes_before_it()
    {
        var known = new HashSet<string>();
        foreach (var recipe in Recipes.All)
        {
            Assert.All(new[] { recipe.BeginFrom, recipe.DistilledBy }.OfType<string>(), parent => Assert.Contains(parent, known));
            Assert.True(known.Add(recipe.Name));
        }
    }

    [Theory]
    [InlineData("\"steps\": 7", "\"steps\": \"seven\"", "training.steps")]
    [InlineData("\"steps\": 7", "\"stpes\": 7", "stpes")]
    [InlineData("\"steps\": 7", "\"steps\": 7, \"steps\": 8", "steps")]
    [InlineData("\"steps\": 7", "\"steps\": 0", "training.steps is 0; it must be at least 1")]
    [InlineData("\"noiseDensity\": 0.15", "\"noiseDensity\": 1.5", "corruption.noiseDensity is 1.5; it must be from 0 to 1")]
    [InlineData("\"predictor\": \"fertility\"", "\"predictor\": \"guess\"", "lengths.predictor")]
    [InlineData("\"predictor\": \"fertility\"", "\"predictor\": 1", "lengths.predictor")]
    [InlineData("\"learnedRejecter\": true", "\"learnedRejecter\": false", "loss.stageRejecter is learned; learnedRejecter must then be true")]
    [InlineData("\"correct\": 0", "\"correct\": 0.9", "corruption.correct + corruption.random is 1.1; it must be at most 1")]
    [InlineData("\"dropout\": 0.1", "\"dropout\": 1", "network: dropout_rate is 1")]
    [InlineData("{", "", "line 2")]
    public void What_is_wrong_is_named(string right, string wrong, string named)
    {
        var text = ConfigurationJson.Format(Full);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationJson.Parse(text[..at] + wrong + text[(at + right.Length)..]));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(Decay.Constant, 100, 1.0)]
    [InlineData(Decay.Linear, 60, 0.5)]
    [InlineData(Decay.Cosine, 60, 0.5)]
    [InlineData(Decay.InverseSquareRoot, 79, 0.5)]
    public void The_rate_grows_and_then_falls_as_its_formula_says(Decay decay, int step, double share)
    {
        var options = new TrainingOptions { LearningRate = 2, WarmUp = 20, Steps = 100, Decay = decay };
        Assert.Equal(2 * 0.05, options.Rate(0), 12);
        Assert.Equal(2, options.Rate(19), 12);
        Assert.Equal(2 * share, options.Rate(step), 12);
    }
}
