using Gmlm.Padir.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Padir.Training;

/// <summary>
/// The tensors from which gradients are propagated backward, with the gradient of the loss at each. The loss is a sum of terms, each a mean
/// over items (tokens or sentences); the terms have the same order in every part of a batch, and the batch's term is the mean over the
/// items of all parts. The tensors are taken out of their dispose scope and disposed of here.
/// </summary>
internal sealed class LossTerms : IDisposable
{
    private readonly List<(Tensor Tensor, Tensor Gradient, long Items)> _terms = [];

    /// <summary>The number of items of each term.</summary>
    public IEnumerable<long> Items => _terms.Select(term => term.Items);

    /// <param name="tensor">The tensor that the term depends on.</param>
    /// <param name="gradient">The gradient of the term with respect to the tensor.</param>
    /// <param name="items">The number of items that the term is a mean over.</param>
    public void Add(Tensor tensor, Tensor gradient, long items)
    {
        if (tensor is not Parameter)
        {
            tensor.DetachFromDisposeScope();
        }

        gradient.DetachFromDisposeScope();
        _terms.Add((tensor, gradient, items));
    }

    /// <summary>Adds the gradients of these terms to the gradients of the parameters.</summary>
    public void Backward() => autograd.backward([.. _terms.Select(term => term.Tensor)], [.. _terms.Select(term => term.Gradient)]);

    /// <summary>Returns the contributions of these terms to the gradient of the whole batch's loss.</summary>
    /// <param name="parameters">The parameters to differentiate with respect to.</param>
    /// <param name="total">The number of items of each term in the whole batch.</param>
    /// <returns>One gradient for each parameter, null if the terms do not depend on it. The caller disposes of them.</returns>
    public Tensor?[] Gradients(IReadOnlyList<Parameter> parameters, long[] total)
    {
        using var scope = NewDisposeScope();
        var weighed = _terms.Select(
            (term, i) => (term.Tensor, Gradient: term.Gradient.Times(term.Items / (double)Math.Max(1, total[i])), term.Items))
            .Where(term => term.Items > 0)
            .ToList();
        var gradients = autograd.grad(
            [.. weighed.Select(term => term.Tensor)], [.. parameters], [.. weighed.Select(term => term.Gradient)], allow_unused: true);
        return [.. gradients.Select(gradient => gradient.IsInvalid ? null : gradient.DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (tensor, gradient, _) in _terms)
        {
            gradient.Dispose();
            if (tensor is not Parameter)
            {
                tensor.Dispose();
            }
        }
    }
}
