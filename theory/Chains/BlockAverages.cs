using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Gmlm.Theory.Chains;

/// <summary>
/// The linear map (A u)(x) = Σ_K p_K / p(x_{−K}) · Σ_{y : y_{−K} = x_{−K}} u(y), for all masks at once: with u = p f it is the operator
/// of block dynamics, and √p A √p is the same operator made symmetric.
/// A block sum is one pass of additions for every position of K, and masks that begin with the same positions share those passes: the
/// masks form a tree, a node at depth d works on q^{N−d} numbers, and for q = 2 all C(N, k) masks together take Σ_{d≤k} C(N, d) 2^{N−d}
/// additions where masks one by one take C(N, k) 2^N. Positions come in increasing order, so that the many deep passes run
/// over long contiguous stretches.
/// </summary>
internal sealed class BlockAverages
{
    private readonly int _alphabet;
    private readonly int[] _powers;
    private readonly Node _root = new(Position: -1, Depth: 0);

    /// <summary>
    /// From p_K, and p(x_{−K}) of every block: <paramref name="masses"/>[m][b] in the order of <see cref="StateSpace.Bases"/>.
    /// </summary>
    public BlockAverages(StateSpace space, MaskDistribution masks, double[][] masses)
    {
        _alphabet = space.Alphabet;
        _powers = [.. Enumerable.Range(0, space.Length + 1).Select(space.Power)];
        for (var m = 0; m < masses.Length; m++)
        {
            var node = _root;
            for (var rest = (uint)masks.Masks[m]; rest != 0; rest &= rest - 1)
            {
                node = node.Child(BitOperations.TrailingZeroCount(rest));
            }

            // p(x_{−K}) / p_K as a divisor, not its inverse: the inverse of a tiny probability may overflow. A block
            // without mass adds nothing.
            node.Divisors = [.. masses[m].Select(mass => mass > 0 ? mass / masks.Weights[m] : double.PositiveInfinity)];
        }
    }

    /// <summary>
    /// A u into <paramref name="result"/>, both q^N long and not the same memory. The result does not depend on other threads.
    /// </summary>
    public void Apply(ReadOnlySpan<double> u, Span<double> result) => Visit(_root, u, result);

    // The part of A for the masks below the node, on sequences without the positions that are summed out already.
    private void Visit(Node node, ReadOnlySpan<double> u, Span<double> result)
    {
        if (node.Divisors is null)
        {
            result.Clear();
        }
        else
        {
            TensorPrimitives.Divide(u, node.Divisors, result);
        }

        if (node.Children.Count == 0)
        {
            return;
        }

        var count = u.Length / _alphabet;
        var pool = ArrayPool<double>.Shared;
        double[] sums = pool.Rent(count), averages = pool.Rent(count);
        foreach (var child in node.Children)
        {
            // All positions summed out so far are smaller, so the digit of position i now has the weight q^{i−d}.
            var stride = _powers[child.Position - node.Depth];
            SumOut(u, sums.AsSpan(0, count), stride);
            Visit(child, sums.AsSpan(0, count), averages.AsSpan(0, count));
            AddBack(averages.AsSpan(0, count), result, stride);
        }

        pool.Return(sums);
        pool.Return(averages);
    }

    private void SumOut(ReadOnlySpan<double> u, Span<double> sums, int stride)
    {
        if (stride == 1)
        {
            for (int b = 0, x = 0; b < sums.Length; b++)
            {
                double sum = 0;
                for (var symbol = 0; symbol < _alphabet; symbol++)
                {
                    sum += u[x++];
                }

                sums[b] = sum;
            }

            return;
        }

        for (int b = 0, x = 0; b < sums.Length; b += stride)
        {
            var sum = sums.Slice(b, stride);
            TensorPrimitives.Add(u.Slice(x, stride), u.Slice(x + stride, stride), sum);
            x += 2 * stride;
            for (var symbol = 2; symbol < _alphabet; symbol++, x += stride)
            {
                TensorPrimitives.Add(sum, u.Slice(x, stride), sum);
            }
        }
    }

    private void AddBack(ReadOnlySpan<double> averages, Span<double> result, int stride)
    {
        if (stride == 1)
        {
            for (int b = 0, x = 0; b < averages.Length; b++)
            {
                for (var symbol = 0; symbol < _alphabet; symbol++)
                {
                    result[x++] += averages[b];
                }
            }

            return;
        }

        for (int b = 0, x = 0; b < averages.Length; b += stride)
        {
            for (var symbol = 0; symbol < _alphabet; symbol++, x += stride)
            {
                var target = result.Slice(x, stride);
                TensorPrimitives.Add(target, averages.Slice(b, stride), target);
            }
        }
    }

    private sealed record Node(int Position, int Depth)
    {
        public List<Node> Children { get; } = [];

        public double[]? Divisors { get; set; }

        public Node Child(int position)
        {
            var child = Children.Find(known => known.Position == position);
            if (child is null)
            {
                child = new Node(position, Depth + 1);
                Children.Add(child);
            }

            return child;
        }
    }
}
