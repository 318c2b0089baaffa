using System.Runtime.CompilerServices;
using Gmlm.Padir.Runtime;

namespace Gmlm;

/// <summary>
/// Many tests touch a TorchSharp type before one of the library's own, so the tests make it loadable first of all, and their threads wait
/// as the product's do.
/// </summary>
internal static class TorchFirst
{
    [ModuleInitializer]
    internal static void MakeLoadable() => _ = TorchLibrary.Status;
}
