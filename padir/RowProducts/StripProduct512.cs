using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gmlm.Padir.RowProducts;

/// <summary>The kernel for AVX-512. It sums in the order of the inputs, as the kernel for AVX2, so that both give the same bits.</summary>
internal static unsafe class StripProduct512
{
    /// <summary>
    /// Twelve rows need twelve registers of sums and one of weights. At least eight independent sums are needed to hide the latency of
    /// a multiplication.
    /// </summary>
    public const int MostRows = 12;

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
            case 6: Multiply<Six>(product); break;
            case 7: Multiply<Seven>(product); break;
            case 8: Multiply<Eight>(product); break;
            case 9: Multiply<Nine>(product); break;
            case 10: Multiply<Ten>(product); break;
            case 11: Multiply<Eleven>(product); break;
            default: Multiply<Twelve>(product); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TCount>(in StripProduct product)
        where TCount : struct, IRowCount
    {
        nint n = product.Inputs, twice = 2 * n, share = product.Share;
        float* strip = product.Strip, next = product.Next;
        // Every third row; the two after it are addressed from it.
        float* x0 = product.X, x3 = x0 + (3 * n), x6 = x3 + (3 * n), x9 = x6 + (3 * n);
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default;
        Vector512<float> g = default, h = default, i = default, j = default, k = default, l = default;
        for (var input = 0; input < n; input++)
        {
            var weights = Vector512.Load(strip);
            if (Sse.IsSupported)
            {
                Sse.Prefetch1(next); // After the last strip the address is not used; a prefetch of it does not fail.
            }

            a = Sum(TCount.Value > 0, a, x0, weights);
            b = Sum(TCount.Value > 1, b, x0 + n, weights);
            c = Sum(TCount.Value > 2, c, x0 + twice, weights);
            d = Sum(TCount.Value > 3, d, x3, weights);
            e = Sum(TCount.Value > 4, e, x3 + n, weights);
            f = Sum(TCount.Value > 5, f, x3 + twice, weights);
            g = Sum(TCount.Value > 6, g, x6, weights);
            h = Sum(TCount.Value > 7, h, x6 + n, weights);
            i = Sum(TCount.Value > 8, i, x6 + twice, weights);
            j = Sum(TCount.Value > 9, j, x9, weights);
            k = Sum(TCount.Value > 10, k, x9 + n, weights);
            l = Sum(TCount.Value > 11, l, x9 + twice, weights);
            x0++;
            x3++;
            x6++;
            x9++;
            strip += StripProduct.Columns;
            next += share;
        }

        Write(TCount.Value > 0, a, product, 0);
        Write(TCount.Value > 1, b, product, 1);
        Write(TCount.Value > 2, c, product, 2);
        Write(TCount.Value > 3, d, product, 3);
        Write(TCount.Value > 4, e, product, 4);
        Write(TCount.Value > 5, f, product, 5);
        Write(TCount.Value > 6, g, product, 6);
        Write(TCount.Value > 7, h, product, 7);
        Write(TCount.Value > 8, i, product, 8);
        Write(TCount.Value > 9, j, product, 9);
        Write(TCount.Value > 10, k, product, 10);
        Write(TCount.Value > 11, l, product, 11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sum(bool isThere, Vector512<float> sum, float* x, Vector512<float> weights) =>
        isThere ? Vector512.MultiplyAddEstimate(Vector512.Create(*x), weights, sum) : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(bool isThere, Vector512<float> sum, in StripProduct product, int row)
    {
        if (!isThere)
        {
            return;
        }

        var y = product.Y + ((long)row * product.Outputs);
        if (product.Count == StripProduct.Columns)
        {
            (product.Add ? sum + Vector512.Load(y) : sum).Store(y);
            return;
        }

        for (var column = 0; column < product.Count; column++)
        {
            y[column] = product.Add ? y[column] + sum[column] : sum[column];
        }
    }
}
