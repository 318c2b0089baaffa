using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gmlm.Padir.RowProducts;

/// <summary>The kernel for AVX2, also used on processors with neither AVX2 nor AVX-512.</summary>
internal static unsafe class StripProduct256
{
    /// <summary>With two vectors of sums a row, six rows need 12 registers; the operands take the other four.</summary>
    public const int MostRows = 6;

    private const int Lane = StripProduct.Columns / 2;

    /// <summary>Computes a product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="rows">The number of rows, from 1 to <see cref="MostRows"/>.</param>
    public static void Multiply(in StripProduct product, int rows)
    {
        switch (rows)
        {
            case 1: Multiply<One>(product); break;
            case 2: Multiply<Two>(product); break;
            case 3: Multiply<Three>(product); break;
            case 4: Multiply<Four>(product); break;
            case 5: Multiply<Five>(product); break;
            default: Multiply<Six>(product); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TCount>(in StripProduct product)
        where TCount : struct, IRowCount
    {
        nint n = product.Inputs, twice = 2 * n, share = product.Share;
        float* strip = product.Strip, next = product.Next;
        float* x0 = product.X, x3 = x0 + (3 * n); // Every third row; the two after it are addressed from it.
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (var input = 0; input < n; input++)
        {
            var left = Vector256.Load(strip);
            var right = Vector256.Load(strip + Lane);
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(next); // After the last strip the address is not used; a prefetch of it does not fail.
            }

            Sum(TCount.Value > 0, ref a0, ref a1, x0, left, right);
            Sum(TCount.Value > 1, ref b0, ref b1, x0 + n, left, right);
            Sum(TCount.Value > 2, ref c0, ref c1, x0 + twice, left, right);
            Sum(TCount.Value > 3, ref d0, ref d1, x3, left, right);
            Sum(TCount.Value > 4, ref e0, ref e1, x3 + n, left, right);
            Sum(TCount.Value > 5, ref f0, ref f1, x3 + twice, left, right);
            x0++;
            x3++;
            strip += StripProduct.Columns;
            next += share;
        }

        Write(TCount.Value > 0, a0, a1, product, 0);
        Write(TCount.Value > 1, b0, b1, product, 1);
        Write(TCount.Value > 2, c0, c1, product, 2);
        Write(TCount.Value > 3, d0, d1, product, 3);
        Write(TCount.Value > 4, e0, e1, product, 4);
        Write(TCount.Value > 5, f0, f1, product, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        bool isThere, ref Vector256<float> leftSum, ref Vector256<float> rightSum, float* x, Vector256<float> left, Vector256<float> right)
    {
        if (isThere)
        {
            var factor = Vector256.Create(*x);
            leftSum = Vector256.MultiplyAddEstimate(factor, left, leftSum);
            rightSum = Vector256.MultiplyAddEstimate(factor, right, rightSum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(bool isThere, Vector256<float> left, Vector256<float> right, in StripProduct product, int row)
    {
        if (!isThere)
        {
            return;
        }

        var y = product.Y + ((long)row * product.Outputs);
        if (product.Count == StripProduct.Columns)
        {
            (product.Add ? left + Vector256.Load(y) : left).Store(y);
            (product.Add ? right + Vector256.Load(y + Lane) : right).Store(y + Lane);
            return;
        }

        for (var column = 0; column < product.Count; column++)
        {
            var value = column < Lane ? left[column] : right[column - Lane];
            y[column] = product.Add ? y[column] + value : value;
        }
    }
}
