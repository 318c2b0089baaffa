using Gmlm.Padir.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// Where gradients begin: tensors, and what the loss's gradient is there. The loss has several terms, each a mean over its items (tokens,
/// or sentences), in the same order for every part of a batch: the batch's term is the mean over all parts' items. The tensors leave their
/// dispose scope and are the roots' own.
/// </summary>
internal sealed class Roots : IDisposable
{
    private readonly List<(Tensor Tensor, Tensor Gradient, long Items)> _roots = [];

    /// <summary>How many items each term is a mean over.</summary>
    public IEnumerable<long> Items => _roots.Select(root => root.Items);

    /// <param name="tensor">What the term depends on.</param>
    /// <param name="gradient">The term's gradient by it.</param>
    /// <param name="items">How many it is a mean over.</param>
    public void Add(Tensor tensor, Tensor gradient, long items)
    {
        if (tensor is not Parameter)
        {
            tensor.DetachFromDisposeScope();
        }

        gradient.DetachFromDisposeScope();
        _roots.Add((tensor, gradient, items));
    }

    /// <summary>Adds the gradients of these terms to the parameters'.</summary>
    public void Backward() => autograd.backward([.. _roots.Select(root => root.Tensor)], [.. _roots.Select(root => root.Gradient)]);

    /// <summary>What these terms add to the gradient of the batch's.</summary>
    /// <param name="parameters">By which.</param>
    /// <param name="total">The items of each term in the whole batch.</param>
    /// <returns>One per parameter, the caller's own; null where there is none.</returns>
    public Tensor?[] Gradients(IReadOnlyList<Parameter> parameters, long[] total)
    {
        using var scope = NewDisposeScope();
        var weighed = _roots.Select(
            (root, i) => (root.Tensor, Gradient: root.Gradient.Times(root.Items / (double)Math.Max(1, total[i])), root.Items))
            .Where(root => root.Items > 0)
            .ToList();
        var gradients = autograd.grad(
            [.. weighed.Select(root => root.Tensor)], [.. parameters], [.. weighed.Select(root => root.Gradient)], allow_unused: true);
        return [.. gradients.Select(gradient => gradient.IsInvalid ? null : gradient.DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (tensor, gradient, _) in _roots)
        {
            gradient.Dispose();
            if (tensor is not Parameter)
            {
                tensor.Dispose();
            }
        }
    }
}
