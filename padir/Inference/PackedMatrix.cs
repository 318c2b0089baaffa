using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Gmlm.Padir.Inference;

/// <summary>
/// A matrix of weights W (n, m), packed for products x W with few rows x (R, n), as a sentence has them: strips of 16 columns lie one behind the other, row by row, so that the product reads every weight
/// once, in order, while it is used for all rows. A general product first copies W into such an order for every call, which for few rows takes longer than to multiply. One thread.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private const int Strip = 16; // Two vectors of eight; with six rows 12 sums, which with what they are made of fill the 16 registers of AVX2.
    private const int Lane = 8;
    private const int MostRows = 6;

    private readonly float* _packed; // (⌈m/16⌉, n, 16), zeros behind the last column
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Packs a matrix.</summary>
    /// <param name="matrix">float32 (n, m), row by row, in the processor's memory.</param>
    public PackedMatrix(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        (_inputs, _outputs) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        var strips = (_outputs + Strip - 1) / Strip;
        var padded = nn.functional.pad(matrix, [0, (strips * Strip) - _outputs]);
        var ordered = padded.view(_inputs, strips, Strip).transpose(0, 1).contiguous();
        var values = MemoryMarshal.Cast<byte, float>(ordered.bytes);
        _packed = (float*)NativeMemory.AlignedAlloc((nuint)(values.Length * (long)sizeof(float)), 64);
        values.CopyTo(new Span<float>(_packed, values.Length));
    }

    ~PackedMatrix() => Free();

    /// <summary>y ← x W, or y ← y + x W.</summary>
    /// <param name="x">(R, n), row by row.</param>
    /// <param name="y">(R, m), row by row.</param>
    /// <param name="add">Whether to add to what y is.</param>
    public void Multiply(ReadOnlySpan<float> x, Span<float> y, bool add)
    {
        var rows = x.Length / _inputs;
        if (rows * _inputs != x.Length || rows * _outputs != y.Length)
        {
            throw new ArgumentException($"{x.Length} and {y.Length} values are no rows of {_inputs} and {_outputs}");
        }

        fixed (float* from = x, to = y)
        {
            // Each strip is used for one block of rows after the other, while the next is fetched: by each block its share, so that memory is asked all the time and never for too much at once.
            var blocks = (rows + MostRows - 1) / MostRows;
            var share = Math.Max(1, Strip / blocks);
            for (var column = 0; column < _outputs; column += Strip)
            {
                var strip = _packed + ((long)column * _inputs);
                var next = strip + ((long)Strip * _inputs);
                var row = 0;
                for (var block = 0; block < blocks; block++)
                {
                    var count = (rows - row + blocks - block - 1) / (blocks - block); // As even as can be: 14 are 5, 5 and 4.
                    Rows(count, from + ((long)row * _inputs), strip, next + ((long)block * share * _inputs), share, to + ((long)row * _outputs) + column, Math.Min(Strip, _outputs - column), add);
                    row += count;
                }
            }
        }

        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free() => NativeMemory.AlignedFree(_packed);

    private void Rows(int count, float* x, float* strip, float* next, int share, float* y, int columns, bool add)
    {
        switch (count)
        {
            case 1: Rows<One>(x, strip, next, share, y, columns, add); break;
            case 2: Rows<Two>(x, strip, next, share, y, columns, add); break;
            case 3: Rows<Three>(x, strip, next, share, y, columns, add); break;
            case 4: Rows<Four>(x, strip, next, share, y, columns, add); break;
            case 5: Rows<Five>(x, strip, next, share, y, columns, add); break;
            default: Rows<Six>(x, strip, next, share, y, columns, add); break;
        }
    }

    // The number of rows is known when this is compiled, once for each; the sums of others are not there then.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows<TCount>(float* x, float* strip, float* next, int share, float* y, int columns, bool add)
        where TCount : struct, ICount
    {
        var n = _inputs;
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (var i = 0; i < n; i++)
        {
            var left = Vector256.Load(strip);
            var right = Vector256.Load(strip + Lane);
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(next); // Behind the last strip it fetches nothing that is used, and nothing fails.
            }

            strip += Strip;
            next += share;
            Add(ref a0, ref a1, x[i], left, right);
            if (TCount.Value > 1)
            {
                Add(ref b0, ref b1, x[n + i], left, right);
            }

            if (TCount.Value > 2)
            {
                Add(ref c0, ref c1, x[(2 * n) + i], left, right);
            }

            if (TCount.Value > 3)
            {
                Add(ref d0, ref d1, x[(3 * n) + i], left, right);
            }

            if (TCount.Value > 4)
            {
                Add(ref e0, ref e1, x[(4 * n) + i], left, right);
            }

            if (TCount.Value > 5)
            {
                Add(ref f0, ref f1, x[(5 * n) + i], left, right);
            }
        }

        Write(a0, a1, y, columns, add);
        if (TCount.Value > 1)
        {
            Write(b0, b1, y + _outputs, columns, add);
        }

        if (TCount.Value > 2)
        {
            Write(c0, c1, y + (2 * _outputs), columns, add);
        }

        if (TCount.Value > 3)
        {
            Write(d0, d1, y + (3 * _outputs), columns, add);
        }

        if (TCount.Value > 4)
        {
            Write(e0, e1, y + (4 * _outputs), columns, add);
        }

        if (TCount.Value > 5)
        {
            Write(f0, f1, y + (5 * _outputs), columns, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<float> leftSum, ref Vector256<float> rightSum, float x, Vector256<float> left, Vector256<float> right)
    {
        var factor = Vector256.Create(x);
        leftSum = Vector256.MultiplyAddEstimate(factor, left, leftSum);
        rightSum = Vector256.MultiplyAddEstimate(factor, right, rightSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector256<float> left, Vector256<float> right, float* y, int columns, bool add)
    {
        if (columns == Strip)
        {
            (add ? left + Vector256.Load(y) : left).Store(y);
            (add ? right + Vector256.Load(y + Lane) : right).Store(y + Lane);
            return;
        }

        for (var i = 0; i < columns; i++)
        {
            var value = i < Lane ? left[i] : right[i - Lane];
            y[i] = add ? y[i] + value : value;
        }
    }

    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    private readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    private readonly struct Six : ICount
    {
        public static int Value => 6;
    }
}
