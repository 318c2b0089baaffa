using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// Computes the losses of whole batches and their gradients. On a processor the rows are divided among as many threads as libtorch has, and
/// each thread runs its part through the network alone. Dividing single operators instead would leave a second thread waiting for a third
/// of a step, because the operators of a small network are short. The gradients of the parts are added in a fixed order, so that a step is
/// reproducible. With another number of threads, sums have another order and dropout draws other masks.
/// </summary>
/// <param name="model">The model that is trained.</param>
/// <param name="tokens">The special ids.</param>
/// <param name="threads">
/// The largest number of parts; null for the number of libtorch threads on a processor, and for 1 on another device.
/// </param>
internal sealed class BatchLoss(PadirModel model, DecodingTokens tokens, int? threads = null)
{
    // With fewer rows in a part, computing the output matrix's gradient once more costs more than the division saves.
    private const int FewestRows = 8;

    private readonly ITrainingObjective _objective = ITrainingObjective.For(model, tokens);

    /// <summary>
    /// Computes the losses of a batch, and with <paramref name="gradients"/> sets the gradients of the trained parameters.
    /// </summary>
    /// <param name="batch">At least one example.</param>
    /// <param name="key">Determines all random draws except the dropout masks of the first part, which come from torch's generator.</param>
    /// <param name="gradients">Whether to compute gradients.</param>
    public LossSums Of(IReadOnlyList<Example> batch, ulong key, bool gradients)
    {
        if (gradients)
        {
            model.zero_grad();
        }

        var parts = Math.Clamp(
            batch.Count / FewestRows, 1, threads ?? (model.Network.Device.type == DeviceType.CPU ? get_num_threads() : 1));
        LossTerms[] terms = [.. Enumerable.Range(0, gradients ? parts : 0).Select(_ => new LossTerms())];
        try
        {
            return parts > 1 ? InParts(batch, key, parts, terms) : Whole(batch, key, terms.FirstOrDefault());
        }
        finally
        {
            foreach (var each in terms)
            {
                each.Dispose();
            }
        }
    }

    private LossSums Whole(IReadOnlyList<Example> batch, ulong key, LossTerms? terms)
    {
        var sums = _objective.Of(batch, 0, key, terms);
        terms?.Backward();
        return sums;
    }

    private LossSums InParts(IReadOnlyList<Example> batch, ulong key, int parts, LossTerms[] terms)
    {
        using var single = new TorchThreads(1);
        var workers = Workers.Of(parts);
        var sums = new LossSums[parts];
        workers.Run(part =>
        {
            var (first, end) = (batch.Count * part / parts, batch.Count * (part + 1) / parts);
            using var masks = part == 0 ? null : SharedDropout.DrawnFrom(key, part);
            sums[part] = _objective.Of([.. batch.Skip(first).Take(end - first)], first, key, terms.Length > 0 ? terms[part] : null);
        });
        if (terms.Length > 0)
        {
            Backward(workers, terms);
        }

        return sums.Aggregate((a, b) => a + b);
    }

    private void Backward(Workers workers, LossTerms[] terms)
    {
        var (network, auxiliary) = model.Trained();
        Parameter[] parameters = [.. network, .. auxiliary];
        long[] total = [.. terms[0].Items.Select((_, i) => terms.Sum(each => each.Items.ElementAt(i)))];
        var gradients = new Tensor?[terms.Length][];
        workers.Run(part => gradients[part] = terms[part].Gradients(parameters, total));
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
