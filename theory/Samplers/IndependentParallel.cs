using System.Runtime.CompilerServices;
using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// The independent parallel sampler of an Ising model: every position is drawn anew at once, x_i′ ~ p(· given x_{−i}) of the
/// <em>previous</em> state, so x_i′ = +1 with probability σ(2 (h_i + (J x)_i)), independently. Probabilities below 2⁻⁵³ count as 2⁻⁵³.
/// </summary>
public sealed class IndependentParallel : ISpinKernel
{
    private readonly LocalFields _fields;

    /// <summary>The kernel of <paramref name="model"/>.</summary>
    /// <exception cref="ArgumentException">More than 64 spins.</exception>
    public IndependentParallel(Ising model)
    {
        Length = model.Length;
        _fields = new LocalFields(model);
    }

    public int Length { get; }

    [SkipLocalsInit]
    public ulong Step(RandomStream random, ulong state)
    {
        Span<double> probabilities = stackalloc double[64];
        probabilities = probabilities[.._fields.Stride];
        _fields.All(state, probabilities);
        System.Numerics.Tensors.TensorPrimitives.Add(probabilities, probabilities, probabilities);
        System.Numerics.Tensors.TensorPrimitives.Sigmoid(probabilities, probabilities);
        ulong next = 0;
        for (var i = 0; i < Length; i++)
        {
            next |= (random.NextUniform() < probabilities[i] ? 1UL : 0UL) << i;
        }

        return next;
    }
}
