using System.Runtime.CompilerServices;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// The local fields g = h + J x of a state, N numbers: p(x_i = +1 given x_{−i}) = σ(2 g_i). The state is read four spins at a time; each
/// group of four has a table of its 16 contributions to every g_i, h being part of the first.
/// </summary>
internal sealed class LocalFields
{
    private readonly double[] _table; // (group, 16, stride)

    public LocalFields(Ising model)
    {
        if (model.Length > 64)
        {
            throw new ArgumentException($"a state is one 64-bit mask: at most 64 spins, {model.Length} given", nameof(model));
        }

        Groups = (model.Length + 3) / 4;
        Stride = (model.Length + 7) / 8 * 8;
        _table = new double[Groups * 16 * Stride];
        for (var row = 0; row < Groups * 16; row++)
        {
            for (var i = 0; i < model.Length; i++)
            {
                var field = row < 16 ? model.Fields[i] : 0;
                for (var j = row / 16 * 4; j < Math.Min((row / 16 * 4) + 4, model.Length); j++)
                {
                    field += model.Couplings[i, j] * Ising.Spin(row & 15, j & 3);
                }

                _table[(row * Stride) + i] = field;
            }
        }
    }

    /// <summary>⌈N/4⌉, the table look-ups that make up one g_i.</summary>
    public int Groups { get; }

    /// <summary>N rounded up to a multiple of eight.</summary>
    public int Stride { get; }

    /// <summary>g_i of <paramref name="state"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(int position, ulong state)
    {
        // Positions are set bits below N, so that every index is in range. Range checks would take as long as the sum.
        ref var entry = ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_table), position);
        double sum = 0;
        for (var group = 0; group < Groups; group++)
        {
            sum += Unsafe.Add(ref entry, (int)(state & 15) * Stride);
            entry = ref Unsafe.Add(ref entry, 16 * Stride);
            state >>= 4;
        }

        return sum;
    }

    /// <summary>All of g, into the first N of <paramref name="fields"/> (length ≥ <see cref="Stride"/>).</summary>
    public void All(ulong state, Span<double> fields)
    {
        var sum = fields[..Stride];
        _table.AsSpan((int)(state & 15) * Stride, Stride).CopyTo(sum);
        for (var group = 1; group < Groups; group++)
        {
            var row = (group * 16) + (int)(state >> (4 * group) & 15);
            System.Numerics.Tensors.TensorPrimitives.Add(sum, _table.AsSpan(row * Stride, Stride), sum);
        }
    }
}
