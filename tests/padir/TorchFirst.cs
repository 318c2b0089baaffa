using System.Runtime.CompilerServices;
using Gmlm.Padir.Runtime;

namespace Gmlm.Padir.Tests;

/// <summary>Many tests touch a TorchSharp type before one of the library's own, so the tests make it loadable first of all.</summary>
internal static class TorchFirst
{
    [ModuleInitializer]
    internal static void MakeLoadable()
    {
        PassiveThreads.Set();
        _ = TorchLibrary.Status;
    }
}
