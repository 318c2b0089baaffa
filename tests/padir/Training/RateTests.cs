using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Tests.Model;
using Gmlm.Padir.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Training;

/// <summary>How far a weight moves for the same gradient: √d for embeddings, 1/√d_kv for queries, 1 for all others.</summary>
public class RateTests
{
    private const double Rate = 1e-3;

    [Theory, InlineData(DecoderMode.Causal, true), InlineData(DecoderMode.Parallel, true), InlineData(DecoderMode.Parallel, false)]
    public void IsInProportionToWhatTheWeightIsFor(DecoderMode mode, bool operators)
    {
        var basis = TinyTask.Config(mode);
        using var model = new PadirModel(basis with
        {
            Network = basis.Network with { PositionalAttention = mode == DecoderMode.Parallel, Width = 24, HeadWidth = 6, Heads = 3 },
            Training = basis.Training with { WeightDecay = 0 },
        });
        var (network, auxiliary) = model.Trained();
        Parameter[] all = [.. network, .. auxiliary];
        var before = all.Select(Tensors.Flat).ToArray();
        using (var optimizer = new ScaledAdamW(model, [network, auxiliary], model.Config.Training, operators))
        {
            foreach (var parameter in all)
            {
                parameter.grad = ones_like(parameter);
            }

            optimizer.Step(Rate);
        }

        double[] Moved(Parameter parameter, float[] was) => [.. was.Zip(parameter.Flat(), (a, b) => (a - b) / Rate)];
        var moved = all.Zip(before, (parameter, was) => (parameter, Rates: Moved(parameter, was))).ToArray();
        var (width, queries, rows) = (Math.Sqrt(24), Math.Pow(6, -0.5), 18 * 24);
        foreach (var (parameter, rates) in moved)
        {
            var (first, count, inside, outside) = Expected(parameter);
            Assert.InRange(rates.Select((rate, i) => Math.Abs(rate - (i >= first && i < first + count ? inside : outside))).Max(), 0, 2e-3);
        }

        (int First, int Count, double Inside, double Outside) Expected(Parameter parameter)
        {
            var layers = model.Network.Decoder.Layers;
            var half = model.Network.Encoder.Layers.Select(layer => layer.Self).Concat(layers.Select(layer => layer.Self))
                .Select(self => self.QueryKeyValue).Concat(layers.Select(layer => layer.Positional?.QueryKey)).OfType<Parameter>();
            return half.Contains(parameter) ? (0, rows, queries, 1)
                : layers.Select(layer => layer.Cross.Query).Contains(parameter) ? (0, rows, queries, queries)
                : model.Embeddings().Contains(parameter) ? (0, 0, width, width)
                : (0, 0, 1, 1);
        }
    }
}
