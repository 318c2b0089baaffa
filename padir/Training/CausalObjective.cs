using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// The training objective of autoregression, −Σ_t ln p(x_t | x_1 … x_(t−1)), with gold words as input (teacher forcing): the target shifted
/// by one position, behind the start token.
/// </summary>
internal sealed class CausalObjective(PadirModel model) : ITrainingObjective
{
    private readonly TokenLoss _loss = TokenLoss.On(model.Network.Device, model.Config.Loss);

    public LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, LossTerms? terms)
    {
        using var scope = NewDisposeScope();
        using var gradient = set_grad_enabled(terms is not null);
        var network = model.Network;
        var source = network.Encode(TokenRows.ToTensor([.. examples.Select(example => example.Source)], network.Config, network.Device));
        // (B, L)
        var inputs = TokenRows.ToTensor(
            [.. examples.Select(example => (int[])[network.Config.StartId, .. example.Target[..^1]])], network.Config, network.Device);
        var length = inputs.shape[1];
        var places = examples.SelectMany((example, row) => Enumerable.Range(0, example.Target.Length).Select(i => (row * length) + i))
            .ToArray();
        int[] targets = [.. examples.SelectMany(example => example.Target)];

        // (n, d)
        var states = network.Decode(source, inputs, DecoderMode.Causal).States.flatten(0, 1)
            .index_select(0, tensor(places, device: network.Device));
        var loss = _loss.Of(states, TokenTargets.Of(targets), network, terms is not null);
        terms?.Add(states, loss.States!, targets.Length);
        terms?.Add(network.HeadMatrix, loss.Head!, targets.Length);

        return new LossSums(
            targets.Length, loss.Total, targets.Zip(loss.Likeliest).LongCount(pair => pair.First == pair.Second), 0, 0, examples.Count);
    }
}
