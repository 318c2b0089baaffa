using Gmlm.Padir.Configuration;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// PaDIR's training: the decoder reads a corrupted target of the gold length and predicts the right words at the positions that count. Further stages read what the stage before
/// found likeliest, and there every token counts. Length predictor and rejecter are trained beside it. Stages weigh alike, each by its mean.
/// </summary>
internal sealed class ParallelObjective(PadirModel model, DecodingTokens tokens) : IObjective
{
    private const ulong CorruptionFamily = 0x6e6f697365;

    private readonly TokenLoss _loss = TokenLoss.On(model.Network.Device, model.Config.Loss);
    private readonly Corruption _corruption = new(model.Config.Corruption, model.Config.Loss.Weighting, tokens);

    public LossSums Of(IReadOnlyList<Example> batch, ulong key, bool gradients)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(gradients);
        var network = model.Network;
        var source = network.Encode(TokenRows.ToTensor([.. batch.Select(example => example.Source)], network.Config, network.Device));
        CorruptedTarget[] seen = [.. batch.Select((example, i) => _corruption.Apply(example.Target, PairRandom.ForItem(key, CorruptionFamily, i)))];
        int[][] initial = [.. seen.Select(target => target.Input)];
        var roots = new Roots();
        var sums = Lengths(batch, source, roots);
        for (var stage = 0; stage < model.Config.Loss.Stages; stage++)
        {
            var (stageSums, likeliest, right) = Stage(batch, seen, source, roots, gradients);
            sums += stageSums;
            if (stage + 1 < model.Config.Loss.Stages)
            {
                seen = [.. seen.Select((target, i) => Next(target, initial[i], likeliest[i], right[i]))];
            }
        }

        if (gradients)
        {
            roots.Backward();
        }

        return sums;
    }

    private LossSums Lengths(IReadOnlyList<Example> batch, EncodedSource source, Roots roots)
    {
        if (model.Lengths is null)
        {
            return new LossSums(0, 0, 0, 0, 0, batch.Count);
        }

        var loss = model.Lengths.Loss(source, tensor([.. batch.Select(example => example.Target.Length - 1L)], device: model.Network.Device));
        roots.Add(loss, ones_like(loss.detach()).Times(model.Config.Loss.LengthWeight));
        return new LossSums(0, 0, 0, loss.detach().cpu().item<float>() * batch.Count, 0, batch.Count);
    }

    // One pass. Where another follows, every position's likeliest token is wanted, otherwise only of those that count.
    private (LossSums Sums, int[][] Likeliest, double[][] Right) Stage(IReadOnlyList<Example> batch, CorruptedTarget[] seen, EncodedSource source, Roots roots, bool gradients)
    {
        var network = model.Network;
        var inputs = TokenRows.ToTensor([.. seen.Select(target => target.Input)], network.Config, network.Device); // (B, L)
        var states = network.Decode(source, inputs, DecoderMode.Parallel).States.flatten(0, 1);                    // (B·L, d)
        var length = inputs.shape[1];
        var places = new List<long>();
        var targets = new List<int>();
        for (var row = 0; row < batch.Count; row++)
        {
            for (var i = 0; i < batch[row].Target.Length; i++)
            {
                if (seen[row].Counts[i])
                {
                    places.Add((row * length) + i);
                    targets.Add(batch[row].Target[i]);
                }
            }
        }

        var counted = states.index_select(0, tensor(places.ToArray(), device: network.Device)); // (n, d)
        var loss = _loss.Of(counted, [.. targets], network, gradients);
        if (gradients)
        {
            roots.Add(counted, loss.States!);
            roots.Add(network.HeadMatrix, loss.Head!);
        }

        bool[] right = [.. targets.Zip(loss.Likeliest, (wanted, found) => wanted == found)];
        var rejecterLoss = Rejecter(counted, right, roots);
        var sums = new LossSums(targets.Count, loss.Total, right.LongCount(hit => hit), 0, rejecterLoss * targets.Count, 0);
        return model.Config.Loss.Stages == 1 ? (sums, [], []) : (sums, LikeliestOf(batch, states, length), RightnessOf(batch, states, length));
    }

    private double Rejecter(Tensor states, bool[] right, Roots roots)
    {
        if (model.Rejecter is null)
        {
            return 0;
        }

        var loss = model.Rejecter.Loss(states, tensor([.. right.Select(hit => hit ? 1f : 0f)], device: states.device));
        roots.Add(loss, ones_like(loss.detach()));
        return loss.detach().cpu().item<float>();
    }

    private int[][] LikeliestOf(IReadOnlyList<Example> batch, Tensor states, long length)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var ids = model.Network.Logits(states.detach()).argmax(-1).cpu().data<long>().ToArray(); // (B·L)
        return [.. batch.Select((example, row) => example.Target.Select((_, i) => (int)ids[(row * length) + i]).ToArray())];
    }

    private double[][] RightnessOf(IReadOnlyList<Example> batch, Tensor states, long length)
    {
        if (model.Config.Loss.StageRejecter != StageRejecter.Learned)
        {
            return [.. batch.Select(_ => Array.Empty<double>())];
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var right = model.Rejecter!.Forward(states).sigmoid().cpu().data<float>().ToArray();
        return [.. batch.Select((example, row) => example.Target.Select((_, i) => (double)right[(row * length) + i]).ToArray())];
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

            // A predicted padding would be hidden from the decoder.
            input[i] = rejected || likeliest[i] == tokens.Pad ? initial[i] : likeliest[i];
        }

        input[^1] = tokens.End;
        return new CorruptedTarget(input, [.. target.Counts.Select(_ => true)]);
    }

    // Tensors that gradients flow from, and what flows.
    private sealed class Roots
    {
        private readonly List<Tensor> _tensors = [];
        private readonly List<Tensor> _gradients = [];

        public void Add(Tensor tensor, Tensor gradient)
        {
            _tensors.Add(tensor);
            _gradients.Add(gradient);
        }

        public void Backward() => autograd.backward(_tensors, _gradients);
    }
}
