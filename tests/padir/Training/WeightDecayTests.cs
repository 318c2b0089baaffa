using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using Xunit;

namespace Gmlm.Padir.Tests.Training;

/// <summary>All weights decay except embeddings, since the embedding of a rare word would vanish between its occurrences.</summary>
public sealed class WeightDecayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_gradients_everything_but_embeddings_shrinks(bool operators)
    {
        const double Rate = 0.1;
        const double Decay = 0.5;
        var config = TinyTask.Config() with { LearnedRejecter = true };
        config = config with
        {
            Network = config.Network with { PositionalAttention = true },
            Training = config.Training with { WeightDecay = Decay },
        };
        using var model = new PadirModel(config);
        var before = model.Export().ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        var (network, auxiliary) = model.Trained();
        using (var optimizer = new ScaledAdamW(model, [network, auxiliary], model.Config.Training, operators))
        {
            optimizer.Step(Rate);
        }

        string[] embeddings = ["shared.weight", "decoder.position_embedding.weight", "length_predictor.Embedding"];
        Assert.All(embeddings, name => Assert.Contains(name, before.Keys));
        foreach (var tensor in model.Export())
        {
            // The step of query weights is proportional to their scale, and so is their decay.
            var scale = tensor.Name.EndsWith(".q.weight", StringComparison.Ordinal) ? Math.Pow(config.Network.HeadWidth, -0.5) : 1;
            var left = embeddings.Contains(tensor.Name) ? 1 : 1 - (Rate * Decay * scale);
            var change = tensor.Values.Zip(before[tensor.Name], (now, then) => Math.Abs(now - (then * left))).Max();
            Assert.True(change < 1e-5, $"{tensor.Name} is off by {change}.");
        }
    }
}
