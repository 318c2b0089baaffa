using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// PaDIR's training objective. The decoder reads a corrupted target of the gold length and predicts the gold words at the positions in the
/// loss. Each further stage reads the previous stage's likeliest tokens, and all its positions are in the loss. The loss is the sum of the
/// stages' mean losses and the losses of length predictor and rejecter.
/// </summary>
internal sealed class ParallelObjective(PadirModel model, DecodingTokens tokens) : ITrainingObjective
{
    private const ulong CorruptionFamily = 0x6e6f697365;

    private readonly TokenLoss _loss = TokenLoss.On(model.Network.Device, model.Config.Loss);
    private readonly Corruption _corruption = new(model.Config.Corruption, model.Config.Loss.Weighting, tokens);

    public LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, LossTerms? terms)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(terms is not null);
        var network = model.Network;
        var source = network.Encode(TokenRows.ToTensor([.. examples.Select(example => example.Source)], network.Config, network.Device));
        CorruptedTarget[] seen =
        [
            .. examples.Select((example, i) => _corruption.Apply(example.Target, SplitMix64.ForItem(key, CorruptionFamily, first + i))),
        ];
        int[][] initial = [.. seen.Select(target => target.Input)];
        var sums = Lengths(examples, source, terms);
        for (var stage = 0; stage < model.Config.Loss.Stages; stage++)
        {
            var (stageSums, likeliest, right) = Stage(examples, seen, source, terms);
            sums += stageSums;
            if (stage + 1 < model.Config.Loss.Stages)
            {
                seen = [.. seen.Select((target, i) => Next(target, initial[i], likeliest[i], right[i]))];
            }
        }

        return sums;
    }

    private LossSums Lengths(IReadOnlyList<Example> examples, EncodedSource source, LossTerms? terms)
    {
        if (model.Lengths is null)
        {
            return new LossSums(0, 0, 0, 0, 0, examples.Count);
        }

        var loss = model.Lengths.Loss(
            source, tensor([.. examples.Select(example => example.Target.Length - 1L)], device: model.Network.Device));
        terms?.Add(loss, ones_like(loss.detach()).Times(model.Config.Loss.LengthWeight), examples.Count);
        return new LossSums(0, 0, 0, loss.detach().cpu().item<float>() * examples.Count, 0, examples.Count);
    }

    // Makes one pass. If another stage follows, it also returns the likeliest tokens at all positions and, for a learned
    // rejecter, p(correct).
    private (LossSums Sums, int[][] Likeliest, double[][] Right) Stage(
        IReadOnlyList<Example> examples, CorruptedTarget[] seen, EncodedSource source, LossTerms? terms)
    {
        var network = model.Network;
        var inputs = TokenRows.ToTensor([.. seen.Select(target => target.Input)], network.Config, network.Device); // (B, L)
        var states = network.Decode(source, inputs, DecoderMode.Parallel).States.flatten(0, 1);                    // (B·L, d)
        var length = inputs.shape[1];
        var places = new List<long>();
        var targets = new List<int>();
        for (var row = 0; row < examples.Count; row++)
        {
            for (var i = 0; i < examples[row].Target.Length; i++)
            {
                if (seen[row].InLoss[i])
                {
                    places.Add((row * length) + i);
                    targets.Add(examples[row].Target[i]);
                }
            }
        }

        var counted = states.index_select(0, tensor(places.ToArray(), device: network.Device)); // (n, d)
        var loss = _loss.Of(counted, TokenTargets.Of([.. targets]), network, terms is not null);
        terms?.Add(counted, loss.States!, targets.Count);
        terms?.Add(network.HeadMatrix, loss.Head!, targets.Count);

        bool[] right = [.. targets.Zip(loss.Likeliest, (wanted, found) => wanted == found)];
        var rejecterLoss = Rejecter(counted, right, terms);
        var sums = new LossSums(targets.Count, loss.Total, right.LongCount(hit => hit), 0, rejecterLoss * targets.Count, 0);
        return model.Config.Loss.Stages == 1
            ? (sums, [], [])
            : (sums, LikeliestOf(examples, states, length), CorrectnessOf(examples, states, length));
    }

    private double Rejecter(Tensor states, bool[] right, LossTerms? terms)
    {
        if (model.Rejecter is null)
        {
            return 0;
        }

        var loss = model.Rejecter.Loss(states, tensor([.. right.Select(hit => hit ? 1f : 0f)], device: states.device));
        terms?.Add(loss, ones_like(loss.detach()), right.Length);
        return right.Length == 0 ? 0 : loss.detach().cpu().item<float>();
    }

    private int[][] LikeliestOf(IReadOnlyList<Example> examples, Tensor states, long length)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var ids = model.Network.Logits(states.detach()).argmax(-1).cpu().data<long>().ToArray(); // (B·L)
        return [.. examples.Select((example, row) => example.Target.Select((_, i) => (int)ids[(row * length) + i]).ToArray())];
    }

    private double[][] CorrectnessOf(IReadOnlyList<Example> examples, Tensor states, long length)
    {
        if (model.Config.Loss.StageRejecter != StageRejecter.Learned)
        {
            return [.. examples.Select(_ => Array.Empty<double>())];
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var right = model.Rejecter!.Forward(states).sigmoid().cpu().data<float>().ToArray();
        return [.. examples.Select((example, row) => example.Target.Select((_, i) => (double)right[(row * length) + i]).ToArray())];
    }

    private CorruptedTarget Next(CorruptedTarget target, int[] initial, int[] likeliest, double[] right)
    {
        int[] input = [.. likeliest];
        for (var i = 0; i < input.Length - 1; i++)
        {
            var rejected = model.Config.Loss.StageRejecter switch
            {
                StageRejecter.Stutter => i > 0 && likeliest[i] == likeliest[i - 1],
                StageRejecter.Learned => right[i] < 0.5,
                _ => false,
            };

            // Padding as a predicted token would be hidden from the decoder, so that the initial token is kept.
            input[i] = rejected || likeliest[i] == tokens.Pad ? initial[i] : likeliest[i];
        }

        input[^1] = tokens.End;
        return new CorruptedTarget(input, [.. target.InLoss.Select(_ => true)]);
    }
}
