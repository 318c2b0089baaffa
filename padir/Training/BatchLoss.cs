using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// The losses of whole batches, with their gradients. On a processor the rows are divided among as many threads as libtorch has, each of
/// which takes its part through the network alone: the operators of a small network are too short to be divided themselves, and a second
/// thread would spend a third of a step waiting. The parts' gradients are added in their order, so that a step is the same every time;
/// another number of threads sums in another order, and draws other masks where there is dropout.
/// </summary>
/// <param name="model">Whose losses they are.</param>
/// <param name="tokens">The special ids.</param>
/// <param name="threads">How many parts at most; null: as many as libtorch has threads, on a processor, and one elsewhere.</param>
internal sealed class BatchLoss(PadirModel model, DecodingTokens tokens, int? threads = null)
{
    // A part of fewer rows would cost more by the head's matrix than it saves.
    private const int FewestRows = 8;

    private readonly ITrainingObjective _objective = ITrainingObjective.For(model, tokens);

    /// <summary>The losses of a batch; with <paramref name="gradients"/> these become the parameters' that are trained.</summary>
    /// <param name="batch">At least one example.</param>
    /// <param name="key">All that is random is a function of it, but for the first part's dropout, which torch's generator draws.</param>
    /// <param name="gradients">Whether to train.</param>
    public LossSums Of(IReadOnlyList<Example> batch, ulong key, bool gradients)
    {
        if (gradients)
        {
            model.zero_grad();
        }

        var parts = Math.Clamp(
            batch.Count / FewestRows, 1, threads ?? (model.Network.Device.type == DeviceType.CPU ? get_num_threads() : 1));
        Roots[] roots = [.. Enumerable.Range(0, gradients ? parts : 0).Select(_ => new Roots())];
        try
        {
            return parts > 1 ? InParts(batch, key, parts, roots) : Whole(batch, key, roots.FirstOrDefault());
        }
        finally
        {
            foreach (var each in roots)
            {
                each.Dispose();
            }
        }
    }

    private LossSums Whole(IReadOnlyList<Example> batch, ulong key, Roots? roots)
    {
        var sums = _objective.Of(batch, 0, key, roots);
        roots?.Backward();
        return sums;
    }

    private LossSums InParts(IReadOnlyList<Example> batch, ulong key, int parts, Roots[] roots)
    {
        using var single = new TorchThreads(1);
        var workers = Workers.Of(parts);
        var sums = new LossSums[parts];
        workers.Run(part =>
        {
            var (first, end) = (batch.Count * part / parts, batch.Count * (part + 1) / parts);
            using var masks = part == 0 ? null : SharedDropout.DrawnFrom(key, part);
            sums[part] = _objective.Of([.. batch.Skip(first).Take(end - first)], first, key, roots.Length > 0 ? roots[part] : null);
        });
        if (roots.Length > 0)
        {
            Backward(workers, roots);
        }

        return sums.Aggregate((a, b) => a + b);
    }

    private void Backward(Workers workers, Roots[] roots)
    {
        var (network, beside) = model.Trained();
        Parameter[] parameters = [.. network, .. beside];
        long[] total = [.. roots[0].Items.Select((_, i) => roots.Sum(each => each.Items.ElementAt(i)))];
        var gradients = new Tensor?[roots.Length][];
        workers.Run(part => gradients[part] = roots[part].Gradients(parameters, total));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < parameters.Length; i++)
        {
            Tensor[] parts = [.. gradients.Select(part => part[i]).OfType<Tensor>()];
            scope.Attach(parts);
            if (parts.Length > 0)
            {
                parameters[i].grad = parts.Aggregate((sum, part) => sum.Plus(part));
            }
        }
    }
}
